package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.error.Interruption;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;

/** The scan of what statements define and declare, before any of them is read. */
public final class NameScan {
  private final Names.Tables tables = new Names.Tables();

  /** A target with a subscript, which is an index or part of the name. */
  private record Subscript(TokenText words, Reference target) {}

  private final List<Subscript> undecided = new ArrayList<>();
  private final List<Shaped> shaped = new ArrayList<>();

  /**
   * A name with something below it that is declared as a column or a matrix.
   *
   * @param isRanged whether the range of its index is told with it
   */
  private record Shaped(TokenText words, Reference target, boolean isRanged) {}

  public NameScan(List<String> statements, Collection<String> plain, Notation notation) {
    tables.notation = notation;
    tables.plain.addAll(plain);
    for (String text : statements) {
      Interruption.poll();
      TokenText words = notation.words(text);
      for (int i = 0; i < words.size(); i++) {
        if (words.type(i) == ChainruleLexer.NAME) {
          tables.mentioned.add(Identifier.of(words.text(i)).canonical());
        }
      }
      tables.shaped |= words.hasMatrix();
      for (StatementWords statement : StatementWords.split(words)) {
        scan(words, statement);
      }
    }
    undecided.removeIf(each -> tables.plain.contains(wholeName(each.words(), each.target())));
  }

  /** The names for a reading in which every one-letter subscript is an index. */
  public Names survey() {
    Names.Tables open = tables.copy();
    open.survey = true;
    shaped.forEach(each -> open.families.addAll(families(each)));
    return settled(open);
  }

  /** The names, where it is known how one-letter subscripts are read. */
  public Names names(Names.Subscripts subscripts) {
    Names.Tables settled = tables.copy();
    settled.subscripts = subscripts;
    settled.families.addAll(subscripts.whole());
    for (Shaped each : shaped) {
      Set<String> families = families(each);
      String name = each.target().name();
      boolean isFamily = !families.isEmpty() || subscripts.indexed().getOrDefault(name, false);
      settled.families.addAll(families);
      settled.families.add(isFamily ? name : wholeName(each.words(), each.target()));
    }
    return settled(settled);
  }

  /** The family that a declaration of a column is of for sure, whatever the rest of a problem. */
  private Set<String> families(Shaped declared) {
    String name = declared.target().name();
    Subscript subscript = new Subscript(declared.words(), declared.target());
    boolean isFamily =
        declared.isRanged()
            || isList(subscript)
            || subscriptWords(subscript).stream().anyMatch(tables.indices::contains);
    return isFamily ? Set.of(name) : Set.of();
  }

  private Names settled(Names.Tables settled) {
    Names declared = new Names(settled);
    List<Subscript> elements = new ArrayList<>();
    for (Subscript each : undecided) {
      boolean isWhole = settled.subscripts.whole().contains(wholeName(each.words(), each.target()));
      if (!isWhole && isGeneral(each, declared)) {
        settled.families.add(each.target().name());
      } else if (!isWhole) {
        elements.add(each);
      }
    }
    elements.forEach(each -> decideElement(each, declared, settled));
    return declared;
  }

  private void scan(TokenText words, StatementWords statement) {
    int sign = statement.sign();
    switch (statement.kind()) {
      case RANGE ->
          references(words, statement.from(), sign)
              .forEach(each -> tables.indices.add(each.name()));
      case SHAPE -> declare(words, statement);
      case DEFINITION -> define(words, statement.from(), sign);
      case ASSUMPTION, OTHER -> {}
    }
  }

  /** The names before a sign, as far as they are a list of names. */
  private static List<Reference> references(TokenText words, int from, int to) {
    List<Reference> references = new ArrayList<>();
    for (int i = from; i < to && words.type(i) == ChainruleLexer.NAME; i++) {
      Reference reference = words.reference(i);
      references.add(reference);
      i = reference.end();
    }
    return references;
  }

  private void declare(TokenText words, StatementWords statement) {
    int colon = statement.sign();
    int to = statement.to();
    int arrow = words.find(colon + 1, to, ChainruleLexer.ARROW);
    int ranged = statement.ranged(words);
    for (Reference reference : references(words, statement.from(), colon)) {
      Interruption.poll();
      String name = wholeName(words, reference);
      if (arrow >= 0) {
        tables.functions.put(name, arity(words, colon + 1, arrow));
      } else if (to - colon == 2) {
        tables.plain.add(name);
      } else if (mayHaveIndices(words, reference)) {
        shaped.add(new Shaped(words, reference, ranged >= 0));
        addLengths(words, colon + 1, ranged < 0 ? to : ranged);
      } else {
        tables.families.add(name);
        addLengths(words, colon + 1, to);
      }
    }
  }

  /** Remembers the lengths in a shape, and that the problem has what has a shape. */
  private void addLengths(TokenText words, int from, int to) {
    tables.shaped = true;
    for (int i = from; i < to; i++) {
      String text = words.text(i);
      if (words.type(i) == ChainruleLexer.NUMBER) {
        tables.lengths.add(text);
      } else if (words.type(i) == ChainruleLexer.NAME) {
        boolean crosses = words.type(i - 1) == ChainruleLexer.NUMBER && words.adjacent(i);
        Stream.of(crosses ? text.split("x") : new String[] {text})
            .forEach(each -> tables.lengths.add(Identifier.of(each).canonical()));
      }
    }
  }

  /** A function of R^3 may be given its three coordinates one by one, or one vector. */
  private static Arity arity(TokenText words, int from, int arrow) {
    int spaces = 1;
    for (int i = from; i < arrow; i++) {
      boolean cross = words.type(i) == ChainruleLexer.TIMES || words.text(i).equals("x");
      spaces += cross && words.partner(i) < 0 ? 1 : 0;
      i = words.partner(i) > i ? words.partner(i) : i;
    }
    boolean vector = spaces == 1 && words.type(from + 1) == ChainruleLexer.POWER;
    if (!vector) {
      return Arity.of(spaces);
    }
    String size = words.text(from + 2);
    boolean counted =
        words.type(from + 2) == ChainruleLexer.NUMBER && size.matches("[1-9][0-9]{0,3}");
    return counted ? new Arity(1, Integer.parseInt(size)) : Arity.atLeast(1);
  }

  private void define(TokenText words, int from, int sign) {
    if (words.type(from) != ChainruleLexer.NAME) {
      return;
    }
    Reference target = words.reference(from);
    int end = target.end();
    if (words.type(end) == ChainruleLexer.LPAREN && words.partner(end) == sign - 1) {
      int parameters = 1;
      for (int i = end + 1; i < sign - 1; i++) {
        parameters += words.type(i) == ChainruleLexer.COMMA ? 1 : 0;
      }
      tables.functions.put(wholeName(words, target), Arity.of(parameters));
    } else if (end == sign && target.hasSubscript()) {
      undecided.add(new Subscript(words, target));
    } else if (end == sign) {
      tables.plain.add(target.name());
    }
  }

  /** Whether what stands below a name may be indices: letters and numbers, without a word. */
  static boolean mayHaveIndices(TokenText words, Reference reference) {
    return reference.hasSubscript()
        && reference.label() == null
        && subscriptWords(new Subscript(words, reference)).stream().allMatch(NameScan::isLetter);
  }

  /** Whether a target stands for every element: its subscript has an index variable in it. */
  private static boolean isGeneral(Subscript subscript, Names declared) {
    List<String> below = subscriptWords(subscript);
    String name = subscript.target().name();
    boolean index =
        below.stream()
            .anyMatch(
                word -> isLetter(word) ? declared.isIndexOf(name, word) : declared.isIndex(word));
    return index || (isList(subscript) && !below.isEmpty());
  }

  private static boolean isLetter(String word) {
    return Identifier.of(word).isSymbol();
  }

  /** Several indices, or square brackets, are never part of a name. */
  private static boolean isList(Subscript subscript) {
    TokenText words = subscript.words();
    int from = subscript.target().subscript();
    int to = subscript.target().subscriptEnd();
    return words.type(from) == ChainruleLexer.LBRACKET
        || IntStream.range(from, to).anyMatch(i -> words.type(i) == ChainruleLexer.COMMA);
  }

  private static List<String> subscriptWords(Subscript subscript) {
    TokenText words = subscript.words();
    List<String> names = new ArrayList<>();
    for (int i = subscript.target().subscript(); i < subscript.target().subscriptEnd(); i++) {
      String text = words.text(i);
      switch (words.type(i)) {
        case ChainruleLexer.SUBSCRIPT_NAME ->
            names.add(Identifier.of(text.substring(1)).canonical());
        case ChainruleLexer.NAME -> names.add(Identifier.of(text).canonical());
        case ChainruleLexer.SMALL_SUBSCRIPT ->
            Stream.of(Mistakes.plainDigits(text).split("[^a-z]+"))
                .filter(word -> !word.isEmpty())
                .forEach(names::add);
        default -> {}
      }
    }
    return names;
  }

  /** Sorts a target that is one element: by its number, or by a word that is part of its name. */
  private static void decideElement(Subscript subscript, Names declared, Names.Tables settled) {
    List<String> below = subscriptWords(subscript);
    if (below.isEmpty()) {
      settled.elements.add(subscript.target().name());
    } else if (below.stream().noneMatch(word -> joinsIndices(word, declared))) {
      settled.plain.add(wholeName(subscript.words(), subscript.target()));
    }
  }

  /** Whether a word is two index variables written together, which is refused when it is read. */
  private static boolean joinsIndices(String word, Names declared) {
    return word.length() == 2
        && declared.isIndex(word.substring(0, 1))
        && declared.isIndex(word.substring(1));
  }

  /** The name with what stands below it, if that is one word. */
  static String wholeName(TokenText words, Reference reference) {
    if (!reference.hasSubscript()) {
      return reference.name();
    }
    int at = reference.subscript();
    return switch (words.type(at)) {
      case ChainruleLexer.SUBSCRIPT_NAME ->
          reference.name() + "_" + Identifier.of(words.text(at).substring(1)).canonical();
      case ChainruleLexer.SUBSCRIPT_NUMBER -> reference.name() + words.text(at);
      case ChainruleLexer.SUBSCRIPT_OPEN -> {
        boolean word =
            reference.subscriptEnd() - at == 3
                && (words.type(at + 1) == ChainruleLexer.NAME
                    || words.type(at + 1) == ChainruleLexer.NUMBER);
        yield word
            ? reference.name() + "_" + Identifier.of(words.text(at + 1)).canonical()
            : reference.name();
      }
      case ChainruleLexer.SMALL_SUBSCRIPT -> {
        String text = Mistakes.plainDigits(words.text(at));
        yield reference.name() + (text.matches("[0-9]+|[a-z]+") ? "_" + text : "");
      }
      default -> reference.name();
    };
  }
}
