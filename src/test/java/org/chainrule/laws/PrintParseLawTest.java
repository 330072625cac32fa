package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.parse.LatexText;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.junit.jupiter.api.Test;

/** What is printed reads back as the same expression. */
class PrintParseLawTest {
  private static final Declarations DECLARATIONS =
      Declarations.of(ExpressionGenerator.DECLARATIONS);

  /** In LaTeX, T above a name transposes where it is no name of the problem. */
  private static final Declarations WITH_T =
      Declarations.of(
          Stream.concat(ExpressionGenerator.DECLARATIONS.stream(), Stream.of("T : R")).toList());

  @Test
  void textReadsBack() {
    assertThat(failures(2_000, expression -> Printer.text(expression, Spelling.NONE))).isEmpty();
  }

  @Test
  void unicodeReadsBack() {
    assertThat(failures(800, expression -> Printer.unicode(expression, Spelling.NONE))).isEmpty();
  }

  @Test
  void latexReadsBack() {
    assertThat(
            failures(1_500, expression -> LatexText.of(Printer.latex(expression, Spelling.NONE))))
        .isEmpty();
  }

  @Test
  void sharedPartsWithNamesReadBack() {
    Set<String> named = new HashSet<>();
    List<String> failures = new ArrayList<>();
    Function<Expr, String> printer = expression -> Printer.text(expression, Spelling.NONE, 30);
    ExpressionGenerator generator = new ExpressionGenerator(7);
    for (int i = 0; i < 600; i++) {
      Expr part = generator.next(2 + i % 12);
      Expr whole = part.power(part).plus(part.times(Expr.symbol("x")));
      String text = printer.apply(whole);
      if (text.contains(" where ")) {
        named.add(text);
      }
      if (!readsBack(whole, printer)) {
        failures.add(text + "   <-   " + answer(whole, printer));
      }
    }

    assertThat(failures).isEmpty();
    assertThat(named).hasSizeGreaterThan(50);
  }

  private static List<String> failures(int count, Function<Expr, String> printer) {
    List<String> failures = new ArrayList<>();
    ExpressionGenerator generator = new ExpressionGenerator(20_240_607);
    for (int i = 0; i < count; i++) {
      Expr expression = generator.next(2 + i % 24);
      if (!readsBack(expression, printer)) {
        Expr smallest = ExpressionGenerator.shrink(expression, part -> !readsBack(part, printer));
        failures.add(printer.apply(smallest) + "   <-   " + answer(smallest, printer));
      }
    }
    return failures;
  }

  private static boolean readsBack(Expr expression, Function<Expr, String> printer) {
    return answer(expression, printer).isEmpty();
  }

  /** What went wrong; empty if nothing did. */
  private static String answer(Expr expression, Function<Expr, String> printer) {
    String text = printer.apply(expression);
    try {
      Declarations declarations = LatexText.is(text) ? WITH_T : DECLARATIONS;
      Expr read = Lowering.read(text, declarations).expression();
      return read == expression ? "" : "reads as " + printer.apply(read);
    } catch (ChainruleException refused) {
      return refused.getMessage();
    }
  }
}
