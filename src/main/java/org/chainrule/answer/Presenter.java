package org.chainrule.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.chainrule.condition.DomainCondition;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Symbol;
import org.chainrule.matrix.MatrixForm;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** A printer of answers in the spelling of their question. */
public final class Presenter {
  private final Spelling spelling;

  /** Gives back their meaning to names that stand for something that is written otherwise. */
  private final UnaryOperator<Expr> naming;

  public Presenter(Spelling spelling) {
    this(spelling, UnaryOperator.identity());
  }

  /** A printer for a question, in which derivatives that are given are written as such. */
  static Presenter of(Question question, Optional<UnknownLoss> loss) {
    return new Presenter(question.spelling(), loss);
  }

  Presenter(Spelling spelling, Optional<UnknownLoss> loss) {
    this(
        loss.map(known -> spelling.withDefined(known.defined(spelling))).orElse(spelling),
        each -> loss.map(known -> known.named(each)).orElse(each));
  }

  private Presenter(Spelling spelling, UnaryOperator<Expr> naming) {
    this.spelling = spelling;
    this.naming = naming;
  }

  public String text(Expr expression) {
    return Printer.text(naming.apply(expression), spelling);
  }

  /** A condition on the domain, in words. */
  public String condition(DomainCondition condition) {
    if (condition.holds() == Logical.FALSE) {
      return "for no values: there is none in the real numbers";
    }
    List<Symbol> indices = condition.indices();
    return indices.isEmpty()
        ? "for " + text(condition.holds())
        : "for every "
            + indices.stream().map(this::text).collect(Collectors.joining(", "))
            + ": "
            + text(condition.holds());
  }

  /** An answer with the definitions of the names in it behind. */
  String print(AdjointNaming named, Format format) {
    Set<String> families = new HashSet<>(spelling.families());
    named.definitions().forEach(each -> families.add(CanonicalNames.nameOf(each.name())));
    Presenter presenter = new Presenter(spelling.withFamilies(families), naming);
    String text = presenter.print(named.answer(), format);
    String definitions =
        named.definitions().stream()
            .map(
                each ->
                    presenter.print(each.name(), format)
                        + " = "
                        + presenter.print(each.value(), format))
            .collect(Collectors.joining(format.separator()));
    return text + format.where() + definitions;
  }

  /** An expression in a format. */
  public String print(Expr expression, Format format) {
    return format.print(naming.apply(expression), spelling);
  }

  /** A formula of matrices in a format; none where the format has elements only. */
  Optional<String> print(MatrixForm form, Format format) {
    return format.print(form, spelling);
  }

  /** An expression with numbers in the places of names, those below 0 in brackets. */
  public String print(Expr expression, Map<Expr, Rational> numbers, Format format) {
    return format.print(naming.apply(expression), spelling.withFilled(numbers));
  }
}
