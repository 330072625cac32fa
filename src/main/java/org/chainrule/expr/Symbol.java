package org.chainrule.expr;

import java.util.List;
import java.util.Set;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Greek;
import org.chainrule.notation.NameText;

/** A name that stands for a number: a variable, a parameter or a free index. */
public final class Symbol extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("symbol");
  private static final char OPENED = '#';
  private static final Set<String> CONSTANTS = Set.of("e", "pi", "inf");

  /** What the notation has words for. */
  private static final Set<String> WORDS =
      Set.of("if", "otherwise", "and", "or", "not", "in", "sum", "prod", "cases", "diff");

  private final String name;
  private static final char APART = '\'';

  private final int openedNumber;

  private Symbol(String name, int openedNumber) {
    super(Hash.mix(SEED, Hash.of(name)), new Traits(Expr.nameBit(name), 0, openedNumber));
    this.name = name;
    this.openedNumber = openedNumber;
  }

  /**
   * The symbol that a text names, whatever its spelling: {@code α} is {@code alpha}.
   *
   * @throws IllegalArgumentException if the notation reads the text as anything but one plain name,
   *     since a symbol would print alike and be another
   */
  public static Symbol of(String text) {
    NameText name = NameText.of(text).orElseThrow(() -> refusal(text, "it is no name"));
    String canonical = name.canonical();
    String word = name.word();
    if (name.isElement() || word != null && Convention.isIndex(word)) {
      throw refusal(text, "it reads as an element of a family");
    }
    if (CONSTANTS.contains(canonical)) {
      throw refusal(text, "it reads as a constant");
    }
    boolean isFunction = Services.functions().find(canonical).isPresent();
    if (WORDS.contains(canonical) || isFunction && !Greek.isName(canonical)) {
      throw refusal(text, "it reads as a function or a word of the notation");
    }
    return named(canonical);
  }

  private static IllegalArgumentException refusal(String text, String reason) {
    return new IllegalArgumentException("'" + text + "' makes no symbol: " + reason);
  }

  /**
   * The symbol of a canonical name, which is what a problem reads as one: within one that says so,
   * {@code b_i} is a plain name.
   *
   * @throws IllegalArgumentException if the name is empty or begins with {@code #}
   */
  public static Symbol named(String name) {
    if (name.isEmpty() || name.charAt(0) == OPENED) {
      throw new IllegalArgumentException("not a name: '" + name + "'");
    }
    return (Symbol) Interner.intern(new Symbol(name, 0));
  }

  /**
   * The stand-in for the index of a binder while its body is worked on. No text reads as one, so
   * none is ever captured.
   *
   * @param number 1 or above
   */
  public static Symbol opened(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("not the number of an opened index: " + number);
    }
    return (Symbol) Interner.intern(new Symbol(OPENED + Integer.toString(number), number));
  }

  /** The largest number of an opened index that occurs in the expression, 0 where there is none. */
  public static int largestOpened(Expr expression) {
    return expression.traits().openedNumber();
  }

  public String name() {
    return name;
  }

  /** A symbol that stands for another one apart from it, whose name nobody can write. */
  public Symbol apart(int number) {
    return named(name + APART + number);
  }

  /** The name of the symbol that this one stands for apart from it, or its own. */
  public String nameBefore() {
    int end = name.indexOf(APART);
    return end < 0 ? name : name.substring(0, end);
  }

  /** Whether this stands for the index of a binder that was opened. */
  public boolean isOpened() {
    return openedNumber > 0;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Symbol symbol && name.equals(symbol.name);
  }

  @Override
  String label() {
    return name;
  }
}
