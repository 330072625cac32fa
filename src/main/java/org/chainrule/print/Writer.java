package org.chainrule.print;

import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A writer of layouts in a format, with a stack of its own, from left to right into one buffer: the
 * cost is linear in the text. Subclasses say how each layout is spelt.
 */
abstract class Writer {
  private static final List<String> INDEX_NAMES = List.of("k", "j", "i", "l", "m", "n");

  /** What is still to be written, the last first: text, parts, and ends of scopes. */
  private final Deque<Object> pending = new ArrayDeque<>();

  private final Map<Integer, String> indices = new HashMap<>();
  private final Map<String, Integer> active = new HashMap<>();
  private final Set<Integer> bare = new HashSet<>();
  private final Map<String, String> opened = new HashMap<>();
  private IdentityHashMap<Layout, String> named = new IdentityHashMap<>();
  private int fresh;
  private StringBuilder out = new StringBuilder();
  final Spelling spelling;
  final Set<String> names;

  Writer(Spelling spelling, Set<String> names) {
    this.spelling = spelling;
    this.names = names;
    for (String name : names) {
      if (name.startsWith("#")) {
        opened.put(name, "");
      }
    }
    for (String stand : List.copyOf(opened.keySet())) {
      opened.put(stand, unused(null, opened));
    }
  }

  /**
   * A layout to be written.
   *
   * @param atLeast how tightly it must hold, or else stand in brackets
   * @param tight whether sums are written without spaces
   */
  record Part(Layout layout, Precedence atLeast, boolean tight) {}

  /** The end of the scope of an index, with what its height meant outside. */
  private record EndOfScope(int height, @Nullable String outer, String name, boolean bare) {}

  /** Writes from now on names in place of parts. */
  void use(IdentityHashMap<Layout, String> names) {
    named = names;
  }

  /**
   * The text of a layout, or null where it is longer than a limit.
   *
   * @param defined whether the layout itself is to be written in full though it has a name
   */
  @Nullable String write(Layout layout, int limit, boolean defined) {
    long longest = Limit.PRINTED_LENGTH.most();
    out = new StringBuilder();
    pending.clear();
    if (defined) {
      expand(layout, false);
    } else {
      pending.push(new Part(layout, Precedence.DISJUNCTION, false));
    }
    while (!pending.isEmpty()) {
      Interruption.poll();
      Object next = pending.pop();
      if (next instanceof Part part) {
        visit(part);
      } else if (next instanceof EndOfScope end) {
        endScope(end);
      } else {
        out.append(next);
      }
      if (out.length() > limit) {
        return null;
      }
      // Shared parts inside sums can make texts explode.
      if (out.length() > longest) {
        throw Limit.PRINTED_LENGTH.refusal(
            "the text would have more than " + longest + " characters");
      }
    }
    return out.toString();
  }

  private void visit(Part part) {
    Layout layout = part.layout();
    String name = named.get(layout);
    if (name != null) {
      push(name);
    } else if (level(layout).isBelow(part.atLeast())) {
      push(open(), new Part(layout, Precedence.DISJUNCTION, part.tight()), close());
    } else {
      expand(layout, part.tight());
    }
  }

  /** Writes these, which are text or parts, in this order before all that is pending. */
  final void push(Object... parts) {
    for (int i = parts.length - 1; i >= 0; i--) {
      pending.push(parts[i]);
    }
  }

  final void push(List<Object> parts) {
    push(parts.toArray());
  }

  static Part part(Layout layout, Precedence atLeast) {
    return new Part(layout, atLeast, false);
  }

  static Part whole(Layout layout) {
    return part(layout, Precedence.DISJUNCTION);
  }

  static Part tight(Layout layout) {
    return new Part(layout, Precedence.SUM, true);
  }

  /** Adds layouts with a separator to what is to be written. */
  static void addAll(
      List<Layout> layouts, Precedence atLeast, boolean tight, String separator, List<Object> to) {
    for (int i = 0; i < layouts.size(); i++) {
      if (i > 0) {
        to.add(separator);
      }
      to.add(new Part(layouts.get(i), atLeast, tight));
    }
  }

  /** The name of a shared part. */
  String partName(String family, int number) {
    return family + "_" + number;
  }

  String open() {
    return "(";
  }

  String close() {
    return ")";
  }

  /** Replaces a layout by what it is written as, by calls of {@link #push}. */
  abstract void expand(Layout layout, boolean tight);

  /** How tightly what this is written as holds together. */
  Precedence level(Layout layout) {
    if (named.containsKey(layout)) {
      return Precedence.OPERAND;
    }
    if (layout instanceof Layout.Numeral number) {
      return level(number.value());
    } else if (layout instanceof Layout.Filled number) {
      return level(number);
    } else if (layout instanceof Layout.Sum) {
      return Precedence.SUM;
    } else if (layout instanceof Layout.Product product) {
      boolean only = product.above().size() == 1 && product.below().isEmpty();
      return only && product.coefficient().equals(Rational.MINUS_ONE)
          ? Precedence.PREFIX
          : Precedence.PRODUCT;
    } else if (layout instanceof Layout.Chain || layout instanceof Layout.Hadamard) {
      return Precedence.PRODUCT;
    } else if (layout instanceof Layout.Power
        || layout instanceof Layout.ElementPower
        || layout instanceof Layout.Transpose) {
      return Precedence.POWER;
    } else if (layout instanceof Layout.Relation) {
      return Precedence.RELATION;
    } else if (layout instanceof Layout.Connective connective) {
      if (connective.operands().isEmpty()) {
        return Precedence.RELATION;
      }
      return connective.operator() == org.chainrule.expr.Logical.Operator.AND
          ? Precedence.CONJUNCTION
          : Precedence.DISJUNCTION;
    }
    return Precedence.OPERAND;
  }

  private Precedence level(Rational value) {
    String number = number(value.abs());
    if (number.contains("/") || number.contains("*") || number.contains("·")) {
      return Precedence.PRODUCT;
    }
    return value.signum() < 0 ? Precedence.PREFIX : Precedence.OPERAND;
  }

  /** A number in the place of a name stands in brackets among others where it has a sign. */
  private Precedence level(Layout.Filled number) {
    String text = filled(number);
    return text.startsWith("-")
        ? Precedence.SUM
        : text.contains("e") || text.contains("/") ? Precedence.PRODUCT : Precedence.OPERAND;
  }

  /** The text of a number in the place of a name, a decimal where it ends. */
  static String filled(Layout.Filled number) {
    Rational value = number.value();
    return value.isTerminating()
        ? PrintedNumbers.text(value.toBigDecimal(MathContext.UNLIMITED))
        : PrintedNumbers.text(value);
  }

  /** A number as the user spelt it, or in the form of the notation. */
  String number(Rational value) {
    String sign = value.signum() < 0 ? "-" : "";
    Rational size = value.abs();
    Spelling.Quotient parts = spelling.quotient(size);
    return sign
        + (parts.below().isOne() ? text(size) : text(parts.above()) + "/" + text(parts.below()));
  }

  /** A positive number that is written without a bar. */
  private String text(Rational value) {
    String spelt = spelling.numbers().get(value);
    if (spelt != null) {
      return spelt;
    }
    List<Rational> factors = spelling.factors(value);
    return factors.isEmpty()
        ? PrintedNumbers.decimalOrWhole(value)
        : text(factors.get(0)) + "*" + text(factors.get(1));
  }

  /** The name in place of a symbol. */
  final String symbol(String name) {
    return opened.getOrDefault(name, name);
  }

  /** Begins the scope of a binder's index and returns its name; the scope's end is in the list. */
  final String beginScope(Binder binder, List<Object> end, boolean isBare) {
    String name = unused(binder, active);
    String outer = indices.put(binder.height(), name);
    active.merge(name, 1, Integer::sum);
    boolean outerBare = bare.contains(binder.height());
    if (isBare) {
      bare.add(binder.height());
    } else {
      bare.remove(binder.height());
    }
    end.add(new EndOfScope(binder.height(), outer, name, outerBare));
    return name;
  }

  private void endScope(EndOfScope end) {
    if (end.outer() == null) {
      indices.remove(end.height());
    } else {
      indices.put(end.height(), end.outer());
    }
    if (end.bare()) {
      bare.add(end.height());
    } else {
      bare.remove(end.height());
    }
    active.merge(end.name(), -1, (held, one) -> held == 1 ? null : held - 1);
  }

  private String unused(@Nullable Binder binder, Map<String, ?> taken) {
    String own = binder == null ? null : spelling.binders().get((Expr) binder);
    if (own != null && isFree(own, taken)) {
      return own;
    }
    for (String name : candidates(binder)) {
      if (isFree(name, taken)) {
        return name;
      }
    }
    String name = "k" + ++fresh;
    while (!isFree(name, taken)) {
      name = "k" + ++fresh;
    }
    return name;
  }

  /**
   * The names for an index, the best first: those that the question binds, then others, and of each
   * those that are declared for the range before those that are declared for none.
   */
  private List<String> candidates(@Nullable Binder binder) {
    List<String> candidates = new ArrayList<>();
    Set<String> declared = new TreeSet<>(spelling.ranges().keySet());
    declared.retainAll(spelling.indices());
    declared.removeIf(name -> binder == null || !isDeclaredOver(binder, name));
    spelling.indexNames().stream().filter(declared::contains).forEach(candidates::add);
    spelling.indexNames().stream().filter(this::isUndeclared).forEach(candidates::add);
    candidates.addAll(declared);
    INDEX_NAMES.stream().filter(this::isUndeclared).forEach(candidates::add);
    return candidates;
  }

  private boolean isUndeclared(String name) {
    return !spelling.ranges().containsKey(name);
  }

  private boolean isDeclaredOver(Binder binder, String name) {
    IndexRange range = spelling.ranges().get(name);
    return range != null && range.lower() == binder.lower() && range.upper() == binder.upper();
  }

  private boolean isFree(String name, Map<String, ?> taken) {
    return !names.contains(name) && !taken.containsKey(name) && !opened.containsValue(name);
  }

  /** The name of a bound index. */
  final String index(Layout.Index index) {
    return indices.getOrDefault(index.height(), "k" + index.height());
  }

  /** Whether this index is left out, the bare name of its family standing for all elements. */
  final boolean isBare(Layout layout) {
    return layout instanceof Layout.Index index && bare.contains(index.height());
  }

  final boolean isBound(String name) {
    return active.containsKey(name);
  }

  /** Whether e is Euler's number. */
  final boolean isEulerNamed() {
    return !spelling.eulerRedefined() && !names.contains("e");
  }

  final String function(String canonical) {
    return spelling.functions().getOrDefault(canonical, canonical);
  }

  static boolean isOne(Layout layout) {
    return layout instanceof Layout.Numeral number && number.value().isOne();
  }

  static boolean isMinusOne(Layout layout) {
    return layout instanceof Layout.Numeral number && number.value().equals(Rational.MINUS_ONE);
  }

  /** Whether a number in front of matrices is 1 over something that is made of matrices. */
  static boolean isDivisor(Layout scalar) {
    return scalar instanceof Layout.Product product
        && product.above().isEmpty()
        && product.coefficient().abs().isOne()
        && !product.below().stream().allMatch(Writer::isName);
  }

  private static boolean isName(Layout layout) {
    return layout instanceof Layout.Name || layout instanceof Layout.Numeral;
  }
}
