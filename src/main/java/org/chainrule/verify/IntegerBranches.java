package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.model.LinearForm;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The branches of an expression: what indices and lengths have to be, all at once, for the
 * expression to take one of its forms.
 *
 * <p>A product of deltas and cases is what it says only where all of them hold, and each has to be
 * seen failing alone. So each node has a main branch, in which all of its parts take theirs, and
 * others, in which one part takes another.
 */
final class IntegerBranches {
  private static final int MOST_MATCHES = 8;

  /**
   * A comparison of whole numbers.
   *
   * @param form the left side minus the right
   */
  record Literal(LinearForm form, Relation.Operator operator) {
    /** Whether it holds; where a name has no number it is let pass. */
    boolean holds(Map<String, BigInteger> choice) {
      return form.at(choice).map(value -> operator.holds(value.signum())).orElse(true);
    }

    /**
     * A number for one of its names with which it holds, given those of the others, or null.
     *
     * @param distance how far beyond the nearest number of an inequality
     */
    @Nullable BigInteger solved(String name, Map<String, BigInteger> choice, int distance) {
      Rational coefficient = form.coefficients().getOrDefault(name, Rational.ZERO);
      BigInteger own = choice.get(name);
      Optional<Rational> value = form.at(choice);
      if (own == null || value.isEmpty() || coefficient.isZero()) {
        return null;
      }
      long target =
          switch (operator) {
            case EQUAL -> 0;
            case NOT_EQUAL -> distance % 2 == 0 ? 1 + distance / 2 : -1 - distance / 2;
            case LESS -> -1 - distance;
            case LESS_OR_EQUAL -> -distance;
          };
      Rational change =
          Rational.of(BigInteger.valueOf(target)).minus(value.get()).dividedBy(coefficient);
      return change.isInteger() ? own.add(change.numerator()) : null;
    }

    private Literal negated() {
      return switch (operator) {
        case EQUAL -> new Literal(form, Relation.Operator.NOT_EQUAL);
        case NOT_EQUAL -> new Literal(form, Relation.Operator.EQUAL);
        case LESS -> new Literal(opposite(), Relation.Operator.LESS_OR_EQUAL);
        case LESS_OR_EQUAL -> new Literal(opposite(), Relation.Operator.LESS);
      };
    }

    private LinearForm opposite() {
      Map<String, Rational> coefficients = new LinkedHashMap<>(form.coefficients());
      coefficients.replaceAll((name, value) -> value.negate());
      return new LinearForm(coefficients, form.constant().negate());
    }
  }

  /** A branch, by what holds in it. */
  record Branch(Set<Literal> literals) {
    Branch {
      // In the order in which they were found, the same each time.
      literals = Collections.unmodifiableSet(new LinkedHashSet<>(literals));
    }

    boolean holds(Map<String, BigInteger> choice) {
      return literals.stream().allMatch(each -> each.holds(choice));
    }

    Optional<Literal> broken(Map<String, BigInteger> choice) {
      return literals.stream().filter(each -> !each.holds(choice)).findFirst();
    }

    /** A way for it not to hold. */
    private Branch failing() {
      return literals.isEmpty()
          ? NOTHING
          : new Branch(Set.of(literals.iterator().next().negated()));
    }

    long equations() {
      return literals.stream().filter(each -> each.operator() == Relation.Operator.EQUAL).count();
    }

    Branch and(Branch other) {
      Set<Literal> all = new LinkedHashSet<>(literals);
      all.addAll(other.literals);
      return new Branch(all);
    }
  }

  private static final Branch NOTHING = new Branch(Set.of());
  private static final List<Branch> ANY = List.of(NOTHING);

  private final Predicate<String> isWhole;

  /** The branches by names that are whole numbers. */
  IntegerBranches(Predicate<String> isWhole) {
    this.isWhole = isWhole;
  }

  /** The branches of an expression, the main one first. */
  List<Branch> of(Expr expression) {
    return new Pass<Found>() {
      @Override
      protected Found compute(Expr node) {
        if (node instanceof Logical logical) {
          return ofCondition(logical, logical.operands().stream().map(this::result).toList());
        }
        if (node instanceof Relation relation) {
          return new Found(sides(relation.left().minus(relation.right()), relation.operator()));
        }
        if (node instanceof Piecewise piecewise) {
          return new Found(ofCases(piecewise, this::result));
        }
        List<List<Branch>> parts =
            dependencies(node).stream().map(this::result).map(Found::all).toList();
        return new Found(
            node instanceof Product ? varied(parts) : joined(List.of(own(node), joined(parts))));
      }
    }.apply(expression).all();
  }

  /**
   * The branches that were found of a node.
   *
   * @param all its branches
   * @param met those in which a condition holds
   * @param failed those in which it does not
   */
  private record Found(List<Branch> all, List<Branch> met, List<Branch> failed) {
    Found(List<Branch> all) {
      this(
          all,
          all == ANY ? ANY : all.subList(0, 1),
          all == ANY ? ANY : all.subList(all.size() - 1, all.size()));
    }
  }

  private interface Results {
    Found of(Expr node);
  }

  private List<Branch> own(Expr node) {
    if (node instanceof KroneckerDelta delta) {
      return sides(delta.left().minus(delta.right()), Relation.Operator.EQUAL);
    }
    if (node instanceof Power power && power.base().isZero()) {
      return sides(power.exponent(), Relation.Operator.EQUAL);
    }
    List<List<Branch>> places = new ArrayList<>();
    if (node instanceof Apply apply) {
      for (Function.Singularity each : apply.function().singularities(apply.arguments())) {
        if (!each.everyInteger()) {
          places.add(sides(each.locus(), Relation.Operator.LESS));
          places.add(sides(each.locus(), Relation.Operator.EQUAL));
        }
      }
    }
    return joined(places);
  }

  /** A comparison that holds, and that does not. */
  private List<Branch> sides(Expr difference, Relation.Operator operator) {
    Optional<LinearForm> form = LinearForm.of(difference).filter(this::isWhole);
    if (form.isEmpty()) {
      return ANY;
    }
    Literal literal = new Literal(form.get(), operator);
    return List.of(new Branch(Set.of(literal)), new Branch(Set.of(literal.negated())));
  }

  private boolean isWhole(LinearForm form) {
    return !form.names().isEmpty() && form.names().stream().allMatch(isWhole);
  }

  private static Found ofCondition(Logical logical, List<Found> parts) {
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    List<Branch> together = varied(parts.stream().map(isAnd ? Found::met : Found::failed).toList());
    List<Branch> alone = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      // The others as they are where the whole is the other way, so that this one alone decides.
      Branch rest = NOTHING;
      for (int j = 0; j < parts.size(); j++) {
        Found other = parts.get(j);
        rest = j == i ? rest : rest.and((isAnd ? other.met() : other.failed()).get(0));
      }
      for (Branch each : isAnd ? parts.get(i).failed() : parts.get(i).met()) {
        alone.add(each.and(rest));
      }
    }
    List<Branch> apart = alone.isEmpty() ? ANY : limited(alone);
    return new Found(
        joined(List.of(together, apart)), isAnd ? together : apart, isAnd ? apart : together);
  }

  private static List<Branch> ofCases(Piecewise piecewise, Results results) {
    List<Branch> found = new ArrayList<>();
    List<Branch> before = ANY;
    for (Piecewise.Branch each : piecewise.branches()) {
      Found condition = results.of(each.condition());
      found.addAll(varied(List.of(before, condition.met(), results.of(each.value()).all())));
      before = varied(List.of(before, condition.failed()));
    }
    List<Branch> otherwise = piecewise.otherwise().map(each -> results.of(each).all()).orElse(ANY);
    found.addAll(varied(List.of(before, otherwise)));
    return limited(found);
  }

  /**
   * The branches of an expression, and those in which one of its elements is the variable of a
   * derivative, alone or with others.
   */
  List<Branch> of(Expr expression, Collection<Expr> by) {
    Set<Branch> matches = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element && matches.size() < MOST_MATCHES) {
          by.forEach(variable -> matches.addAll(match(element, variable)));
        }
        return true;
      }
    }.apply(expression);
    matches.remove(NOTHING);
    Set<Branch> found = new LinkedHashSet<>();
    for (Branch match : matches) {
      Branch alone = match;
      for (Branch other : matches) {
        alone = other.equals(match) ? alone : alone.and(other.failing());
      }
      found.add(alone);
      found.add(match);
    }
    return limited(List.copyOf(together(List.copyOf(found), of(expression))));
  }

  /** What the indices have to be for an element to be a variable. */
  private List<Branch> match(IndexedSymbol element, Expr by) {
    boolean isOfFamily =
        by instanceof IndexedSymbol variable
            && variable.family().equals(element.family())
            && variable.indices().size() == element.indices().size();
    if (!isOfFamily || !(by instanceof IndexedSymbol variable)) {
      return ANY;
    }
    Branch match = NOTHING;
    for (int i = 0; i < element.indices().size(); i++) {
      Expr difference = element.indices().get(i).minus(variable.indices().get(i));
      match = match.and(sides(difference, Relation.Operator.EQUAL).get(0));
    }
    return List.of(match);
  }

  /** All of the main branches together, and each other one with the others' main ones. */
  private static List<Branch> varied(List<List<Branch>> parts) {
    List<List<Branch>> branching =
        parts.stream().filter(each -> each.size() > 1 || !each.equals(ANY)).toList();
    if (branching.size() <= 1) {
      return branching.isEmpty() ? ANY : branching.get(0);
    }
    List<Branch> found = new ArrayList<>();
    Branch main = NOTHING;
    for (List<Branch> part : branching) {
      main = main.and(part.get(0));
    }
    found.add(main);
    for (int i = 0; i < branching.size(); i++) {
      Branch rest = NOTHING;
      for (int j = 0; j < branching.size(); j++) {
        rest = j == i ? rest : rest.and(branching.get(j).get(0));
      }
      for (Branch other : branching.get(i).subList(1, branching.get(i).size())) {
        found.add(rest.and(other));
      }
    }
    return limited(found);
  }

  private static List<Branch> joined(List<List<Branch>> parts) {
    Set<Branch> found = new LinkedHashSet<>();
    parts.forEach(found::addAll);
    if (found.size() > 1) {
      found.removeAll(ANY);
    }
    return found.isEmpty() || found.equals(Set.of(NOTHING)) ? ANY : limited(List.copyOf(found));
  }

  /** The branches of an expression, those of another, and both together. */
  static List<Branch> together(List<Branch> first, List<Branch> second) {
    long most = Limit.CHECKED_BRANCH_PAIRS.most();
    Set<Branch> all = new LinkedHashSet<>(first);
    all.addAll(second);
    for (Branch one : first) {
      for (Branch other : second) {
        if (all.size() < most) {
          all.add(one.and(other));
        } else {
          Limit.CHECKED_BRANCH_PAIRS.stop();
        }
      }
    }
    all.remove(NOTHING);
    return List.copyOf(all);
  }

  /** Those of the most equations, in which little is left to be chosen freely. */
  static List<Branch> narrowest(List<Branch> branches, int most) {
    return branches.stream()
        .filter(each -> each.equations() > 0)
        .sorted(Comparator.comparing(Branch::equations).reversed())
        .limit(most)
        .toList();
  }

  private static List<Branch> limited(List<Branch> branches) {
    List<Branch> distinct = branches.stream().distinct().toList();
    long most = Limit.CHECKED_BRANCHES.most();
    if (distinct.size() > most) {
      Limit.CHECKED_BRANCHES.stop();
      return distinct.subList(0, (int) most);
    }
    return distinct;
  }
}
