package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.chainrule.resolve.Declarations;

/**
 * A direction or cotangent of a product: a name or an expression, which is held as it is where it
 * depends on what is differentiated by.
 */
final class ProductVector {
  /** What needs no brackets: a name with its subscript, a number, or a function of such. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}_.]+(?:\\([\\p{L}\\p{N}_.]*\\))?");

  private final String role;
  private final String text;
  private final Question question;
  private final String name;
  private final boolean isHeld;

  /**
   * A vector within a problem.
   *
   * @param role what it is called
   * @param by the names that are differentiated by
   * @param names gives it a name, where it is held
   */
  ProductVector(
      String role, String text, Set<String> by, Declarations declarations, FreshNames names) {
    this.role = role;
    this.text = text;
    question = new Question(text, List.of(), declarations);
    question.requireNumber("no " + role);
    isHeld = reached().stream().map(CanonicalNames::nameOf).anyMatch(by::contains);
    name = isHeld ? names.next(List.of("c", "u", "w", "b", "a", "kappa", "nu", "rho")) : "";
    if (isHeld && question.axes().isEmpty() && !question.freeIndices().isEmpty()) {
      throw new NoDerivativeException(
          "the %s `%s` depends on what is differentiated by, and is not a whole column or matrix"
              .formatted(role, sent()));
    }
  }

  /** The names that it is made of, through definitions. */
  private Set<Expr> reached() {
    Set<Expr> reached = new HashSet<>(Computation.mentioned(question.unevaluated()));
    reached.addAll(Computation.mentioned(question.value()));
    question.definedValues().forEach(each -> reached.addAll(Computation.mentioned(each)));
    return reached;
  }

  boolean isHeld() {
    return isHeld;
  }

  /** What it is called in the question that is put in the place of the one asked. */
  String name() {
    return name;
  }

  /** How it stands in a text of that question. */
  String inText() {
    return isHeld ? name : bracketed(text);
  }

  /** A text as a factor. */
  static String bracketed(String text) {
    String sent = LatexText.sent(text).strip();
    return PLAIN.matcher(sent).matches() ? sent : "(" + sent + ")";
  }

  /** What says of its name which shape it has. */
  String declaration() {
    return name + " : " + space(question.axes(), new Presenter(question.spelling()));
  }

  static String space(List<FreeIndex> axes, Presenter presenter) {
    return axes.isEmpty()
        ? "R"
        : axes.stream()
            .map(each -> presenter.text(each.length()))
            .collect(Collectors.joining(" x ", "R^{", "}"));
  }

  Question question() {
    return question;
  }

  /** The text as it was sent. */
  String sent() {
    return LatexText.sent(text).strip();
  }

  /** What it is, as it is told. */
  String shown() {
    return DerivingEngine.printed(question, Format.TEXT);
  }

  /** Its element at some indices. */
  Expr at(List<Expr> indices) {
    Map<Expr, Expr> places = new HashMap<>();
    for (int i = 0; i < indices.size(); i++) {
      places.put(question.axes().get(i).index(), indices.get(i));
    }
    return Substitution.of(places).apply(question.expression());
  }

  /** Refuses a vector of another shape than what it goes with. */
  void require(String other, List<FreeIndex> expected, Presenter presenter) {
    if (lengths(question.axes()).equals(lengths(expected))) {
      return;
    }
    List<Expr> turned = new ArrayList<>(lengths(question.axes()));
    java.util.Collections.reverse(turned);
    List<Expr> row = lengths(question.axes());
    boolean isRow =
        row.size() == 2 && row.get(0).isOne() && lengths(expected).equals(row.subList(1, 2));
    String hint =
        isRow || turned.size() == 2 && turned.equals(lengths(expected))
            ? "; its transpose has the shape"
            : declaration(expected, presenter);
    throw new NoDerivativeException(
        "shapes do not fit: the %s `%s` is %s, and `%s` is %s%s"
            .formatted(
                role,
                sent(),
                told(question.axes(), presenter),
                LatexText.sent(other).strip(),
                told(expected, presenter),
                hint));
  }

  /** What to declare where a name without a shape is none. */
  private String declaration(List<FreeIndex> expected, Presenter presenter) {
    boolean isPlain =
        !LatexText.is(text)
            && question.expression() instanceof Symbol name
            && !question.definitions().isDefined(name);
    return isPlain
        ? "; declare `%s : %s`"
            .formatted(sent(), space(expected, presenter).replaceFirst("\\{(\\w)}", "$1"))
        : "";
  }

  /** Refuses a direction of a symmetric matrix that is not known to be symmetric itself. */
  void requireSymmetric(String variable) {
    boolean isKnown =
        question.expression() instanceof IndexedSymbol element
            && element.indices().stream().allMatch(Symbol.class::isInstance)
            && question.declarations().symmetric().contains(element.family());
    if (!isKnown && !question.expression().isZero()) {
      throw new NoDerivativeException(
          ("%s is declared to be symmetric, and moves along symmetric matrices alone: name the %s"
                  + " `%s`, and declare it as symmetric too")
              .formatted(variable, role, sent()));
    }
  }

  private static List<Expr> lengths(List<FreeIndex> axes) {
    return axes.stream().map(FreeIndex::length).toList();
  }

  private static String told(List<FreeIndex> axes, Presenter presenter) {
    String lengths =
        axes.stream().map(each -> presenter.text(each.length())).collect(Collectors.joining(" x "));
    return switch (axes.size()) {
      case 0 -> "a number";
      case 1 -> "a column of " + lengths;
      default -> lengths;
    };
  }
}
