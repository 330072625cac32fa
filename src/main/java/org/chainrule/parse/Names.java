package org.chainrule.parse;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.notation.Convention;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The names that are defined or declared, which decide how a text is read.
 *
 * <p>They are gathered from all statements before any is read, so the order of statements is free.
 * All names are canonical ones.
 */
public final class Names {
  /** No name is defined. */
  public static final Names NONE = new Names(new Tables());

  private final Tables tables;

  /** The tables while they are being filled. */
  static final class Tables {
    final Set<String> indices = new HashSet<>();
    final Set<String> families = new HashSet<>();
    final Set<String> elements = new HashSet<>();
    final Set<String> plain = new HashSet<>();
    final Map<String, Arity> functions = new HashMap<>();
    final Set<String> mentioned = new HashSet<>();
    final Set<String> lengths = new HashSet<>();
    boolean shaped;
    Subscripts subscripts = Subscripts.UNKNOWN;
    Notation notation = Notation.PLAIN;
    boolean survey;

    Tables copy() {
      Tables copy = new Tables();
      copy.indices.addAll(indices);
      copy.families.addAll(families);
      copy.elements.addAll(elements);
      copy.plain.addAll(plain);
      copy.functions.putAll(functions);
      copy.mentioned.addAll(mentioned);
      copy.lengths.addAll(lengths);
      copy.shaped = shaped;
      copy.subscripts = subscripts;
      copy.survey = survey;
      copy.notation = notation;
      return copy;
    }
  }

  /**
   * The readings of subscripts of one letter in a problem.
   *
   * @param indexed for a name whether all of them are indices, else labels that belong to the name
   * @param named the conventional letters that are names of their own, and so are no indices
   * @param notes remarks on what was decided
   * @param lengths the lengths of axes, as far as declarations tell them
   * @param whole the columns and matrices that are defined, with what stands below their names
   */
  public record Subscripts(
      Map<String, Boolean> indexed,
      Set<String> named,
      List<Note> notes,
      Map<LengthTies.Axis, Syntax> lengths,
      Set<String> whole) {
    public static final Subscripts UNKNOWN =
        new Subscripts(Map.of(), Set.of(), List.of(), Map.of(), Set.of());

    public Subscripts with(Map<LengthTies.Axis, Syntax> known, Set<String> shaped) {
      return new Subscripts(indexed, named, notes, Map.copyOf(known), Set.copyOf(shaped));
    }

    /** Whether texts are read alike by the other. */
    public boolean readsLike(Subscripts other) {
      return indexed.equals(other.indexed)
          && named.equals(other.named)
          && lengths.equals(other.lengths)
          && whole.equals(other.whole);
    }
  }

  Names(Tables tables) {
    this.tables = tables;
  }

  /** These names and some more that stand for values, such as the variables of a request. */
  public Names with(Collection<String> values) {
    Tables more = tables.copy();
    more.plain.addAll(values);
    return new Names(more);
  }

  /** These names, for a text that may have matrices in it of which no statement tells. */
  public Names around(TokenText words) {
    if (tables.shaped || !words.hasMatrix()) {
      return this;
    }
    Tables more = tables.copy();
    more.shaped = true;
    return new Names(more);
  }

  /**
   * Whether the problem has matrices and vectors, which are declared or written by their elements;
   * else what only they have is refused.
   */
  public boolean isShaped() {
    return tables.shaped;
  }

  /** Whether a name with this below it is the identity matrix of that size, as {@code I_n} is. */
  public boolean isIdentity(String name, String length) {
    return tables.shaped
        && name.equals(MatrixFunction.IDENTITY.plainName())
        && !knows(name)
        && tables.lengths.contains(length);
  }

  /** Whether a letter is by convention an index and never the length of a family. */
  public static boolean isOnlyIndex(String name) {
    return isConventionalIndex(name) && !Convention.isLength(name);
  }

  /** Whether this is an index variable outside any sum: declared, or conventional. */
  public boolean isIndex(String name) {
    return tables.indices.contains(name)
        || isConventionalIndex(name) && !tables.subscripts.named().contains(name);
  }

  /**
   * Whether a letter below a name is an index, outside any sum: as the whole problem shows, else by
   * the letter.
   */
  boolean isIndexOf(String name, String letter) {
    Boolean indexed = hasIndices(name);
    if (tables.survey || tables.families.contains(name) || isIdentity(name, letter)) {
      return true;
    }
    return indexed == null ? isIndex(letter) : indexed;
  }

  /**
   * Whether a declaration of a column or matrix with something below its name is of a family, and
   * not of the name that both make. A survey takes it for that.
   */
  boolean hasColumns(String family, String whole) {
    return tables.survey || isFamily(family) && !isFamily(whole);
  }

  /** The words of a text of the problem. */
  TokenText words(String text) {
    return tables.notation.words(text);
  }

  /** Whether texts are read alike with other names of the same statements. */
  public boolean readsLike(Names other) {
    return tables.subscripts.readsLike(other.tables.subscripts)
        && tables.notation.readsLike(other.tables.notation);
  }

  /** How one-letter subscripts are read. */
  public Subscripts subscripts() {
    return tables.subscripts;
  }

  /** Whether a text is read only to see how its subscripts are meant. */
  boolean isSurvey() {
    return tables.survey;
  }

  /** Whether one-letter subscripts of a name are indices; null where nothing is known of it. */
  @Nullable Boolean hasIndices(String name) {
    return tables.subscripts.indexed().get(name);
  }

  /** The names that are defined or declared as anything but an index. */
  public Set<String> values() {
    Set<String> values = new HashSet<>(tables.plain);
    values.addAll(tables.families);
    values.addAll(tables.elements);
    values.addAll(tables.functions.keySet());
    return values;
  }

  /** Whether this is one of the letters that are index variables unless something else is said. */
  public static boolean isConventionalIndex(String name) {
    return Convention.isIndex(name);
  }

  /** Whether the range of this index is declared. */
  public boolean isDeclaredIndex(String name) {
    return tables.indices.contains(name);
  }

  /** Whether this is defined or declared as a family, so that every subscript is an index. */
  public boolean isFamily(String name) {
    return tables.families.contains(name);
  }

  /** Whether this stands for one value by definition or declaration, also {@code b_out}. */
  public boolean isPlain(String name) {
    return tables.plain.contains(name);
  }

  /** Whether this is defined or declared as a function. */
  public boolean isFunction(String name) {
    return tables.functions.containsKey(name);
  }

  /** How many arguments a defined or declared function takes. */
  public Optional<Arity> arity(String function) {
    @Nullable Arity arity = tables.functions.get(function);
    return Optional.ofNullable(arity);
  }

  /** The defined and declared functions. */
  public Set<String> functions() {
    return Set.copyOf(tables.functions.keySet());
  }

  /** Whether a statement has this word in it, be it only on its right side. */
  boolean mentions(String word) {
    return tables.mentioned.contains(word);
  }

  /** Whether anything of this name is defined or declared, be it only one element of a family. */
  public boolean knows(String name) {
    return isPlain(name)
        || isFamily(name)
        || isFunction(name)
        || tables.elements.contains(name)
        || tables.indices.contains(name);
  }
}
