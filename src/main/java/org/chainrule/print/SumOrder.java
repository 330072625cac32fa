package org.chainrule.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chainrule.number.Rational;

/**
 * The order of terms in a sum: high powers first, then what is small, the constant last; but a plus
 * comes first where there is one.
 */
final class SumOrder {
  private SumOrder() {}

  /** A term as it is set, with what the term without its coefficient is. */
  record Term(Layout layout, LayoutPass.Laid laid, int sign) {}

  static List<Term> of(List<Term> terms, Rational constant) {
    List<Term> ordered = new ArrayList<>(terms);
    Comparator<Rank> order = isHomogeneous(terms, constant) ? Rank.HOMOGENEOUS : Rank.TERMS;
    ordered.sort(Comparator.comparing(term -> term.laid().rank(), order));
    if (!constant.isZero()) {
      Layout number = new Layout.Numeral(constant);
      Rank rank = Rank.of(Rank.Kind.NUMBER, 1, PrintedNumbers.text(constant));
      Term last = new Term(number, new LayoutPass.Laid(number, rank), constant.signum());
      boolean exponentials =
          ordered.stream().allMatch(term -> term.laid().layout() instanceof Layout.Exponential);
      ordered.add(exponentials && constant.signum() > 0 ? 0 : ordered.size(), last);
    }
    if (ordered.get(0).sign() < 0) {
      for (int i = 1; i < ordered.size(); i++) {
        if (ordered.get(i).sign() > 0) {
          ordered.add(0, ordered.remove(i));
          break;
        }
      }
    }
    return ordered;
  }

  private static boolean isHomogeneous(List<Term> terms, Rational constant) {
    double degree = terms.get(0).laid().rank().totalDegree();
    return constant.isZero()
        && degree > 1
        && terms.stream().allMatch(term -> term.laid().rank().totalDegree() == degree);
  }
}
