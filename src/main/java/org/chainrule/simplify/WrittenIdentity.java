package org.chainrule.simplify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Budget;
import org.chainrule.expr.Expr;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.rewrite.Identity;
import org.jspecify.annotations.Nullable;

/**
 * An identity as it is written, in Chainrule's own notation. It is read where it is first tried:
 * most work needs few of the identities, and to read them all takes longer than a short derivative.
 */
public final class WrittenIdentity {
  private final String name;
  private final String left;
  private final String right;
  private final List<String> conditions;
  private final Set<String> functions = new HashSet<>();
  private final boolean isOfSum;

  private volatile @Nullable Identity read;

  /**
   * An identity of two sides with an equals sign between, and the conditions under which it holds.
   */
  public WrittenIdentity(String name, String equation, String... conditions) {
    String[] sides = equation.split(" = ", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException("not an equation: " + equation);
    }
    this.name = name;
    left = sides[0];
    right = sides[1];
    this.conditions = List.of(conditions);
    isOfSum = survey();
  }

  /** Notes the functions that are called outside of all brackets, and tells a sum there. */
  private boolean survey() {
    boolean sum = false;
    int depth = 0;
    int word = 0;
    for (int i = 0; i < left.length(); i++) {
      char c = left.charAt(i);
      if (c == '(' && depth++ == 0 && word < i) {
        functions.add(left.substring(word, i));
      } else if (c == ')') {
        depth--;
      } else if (c == ' ' && depth == 0) {
        sum = true;
      }
      if (!Character.isLetterOrDigit(c)) {
        word = i + 1;
      }
    }
    return sum;
  }

  /** Whether its left side is a sum. */
  boolean isOfSum() {
    return isOfSum;
  }

  /** The names of the functions that are factors of its left side, or of that side's terms. */
  Set<String> functions() {
    return functions;
  }

  /** The identity itself. */
  public Identity read() {
    Identity known = read;
    if (known == null) {
      known =
          new Identity(
              name,
              read(left),
              read(right),
              conditions.stream().map(WrittenIdentity::read).toList());
      read = known;
    }
    return known;
  }

  private static Expr read(String text) {
    // It is read once, for all work, whatever the budget of the first.
    return Budget.standard().run(() -> Lowering.read(text, Declarations.NONE).expression());
  }
}
