package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.NamesException;
import org.chainrule.expr.Function;
import org.chainrule.expr.Reduction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of nodes: with a stack of its own, each once for every value of the indices on
 * which it depends, and only those that the cases chosen need.
 *
 * @param <T> the numbers of the arithmetic
 */
final class Interpreter<T> {
  /** So many names without a value are told at once, unless more are asked for. */
  private static final int MAXIMAL_MISSING = 20;

  private final Arithmetic<T> arithmetic;
  private final @Nullable Probe probe;
  private final Deque<Frame<T>> frames = new ArrayDeque<>();
  private final List<@Nullable Known<T>> memo = new ArrayList<>();
  private final List<Slot<T>> slots = new ArrayList<>();
  private final ArrayValues<T> arrays;

  /** The values of names: of plain ones by their text, of elements by these. */
  private final Map<Object, T> defined = new HashMap<>();

  private final Set<Object> inProgress = new HashSet<>();
  private final BoundNames<?> names;
  private final EvaluationSteps budget;
  private final T unknown;
  private final T truth;
  private final T falsity;

  /** Of a strict comparison whose sides are equal, and stay so beside the point: on its border. */
  private final T border;

  /** Of the maximum of nothing, which is below all numbers, where it is compared. */
  private final T least;

  /** Of the minimum of nothing, which is above all numbers, where it is compared. */
  private final T largest;

  private long bindings;
  private long equalities;
  private int mostMissing = MAXIMAL_MISSING;
  private boolean hasTouched;
  private boolean isWatching;
  private @Nullable T returned;

  /**
   * A value with what it holds for.
   *
   * @param binding the newest binding of a slot on which it depends
   */
  private record Known<T>(T value, long binding) {}

  /** A point to the side, which decides a comparison whose sides are equal. */
  interface Probe {
    /** The sign of left minus right to the side, given the values of the indices. */
    int sign(Step left, Step right, Map<Integer, BigInteger> indices);
  }

  private record Slot<T>(BigInteger index, T value, long binding) {}

  /** A node that is being evaluated. */
  private static final class Frame<T> {
    final Step node;
    final List<T> values = new ArrayList<>(2);

    /** Of cases, the values of those that meet at a border which the point lies on. */
    final List<Step> meeting = new ArrayList<>(0);

    int stage;
    long mark;

    /** The name whose definition is being evaluated. */
    @Nullable Object defining;

    /** Of a sum, the terms of which the cost is known. */
    int costed;

    @Nullable T accumulator;
    BigInteger index = BigInteger.ZERO;
    BigInteger last = BigInteger.ZERO;
    @Nullable Slot<T> saved;

    Frame(Step node) {
      this.node = node;
    }
  }

  Interpreter(
      Arithmetic<T> arithmetic,
      BoundNames<?> names,
      EvaluationSteps budget,
      @Nullable Probe probe) {
    this.arithmetic = arithmetic;
    this.names = names;
    this.budget = budget;
    this.probe = probe;
    arrays = new ArrayValues<>(arithmetic, budget);
    unknown = arithmetic.token();
    truth = arithmetic.token();
    falsity = arithmetic.token();
    border = arithmetic.token();
    least = arithmetic.token();
    largest = arithmetic.token();
  }

  /** Gives a slot a value that need not be whole before the evaluation starts. */
  void bindValue(int slot, T value) {
    setSlot(slot, new Slot<>(BigInteger.ZERO, value, ++bindings));
  }

  /** Gives a name, or an element as its text, a value of the arithmetic in place of any other. */
  void define(String name, T value) {
    defined.put(name, value);
    defined.put(Point.target(name), value);
  }

  /** Has the machine look for so many names without a value. */
  void tellMissing(int most) {
    mostMissing = most;
  }

  /** Has the machine notice where the tree is not smooth. */
  void watch() {
    isWatching = true;
  }

  /** Whether a comparison had equal sides, or a function was taken at a place of its own. */
  boolean hasTouched() {
    return hasTouched;
  }

  /** Gives an index a value before the evaluation starts. */
  void bind(int slot, BigInteger index) {
    setSlot(slot, new Slot<>(index, arithmetic.of(Rational.of(index)), ++bindings));
  }

  /**
   * The value.
   *
   * @throws NamesException if names have no value
   */
  T evaluate(Step root) {
    T value = run(root);
    if (value == unknown || !names.missing().isEmpty()) {
      throw new NamesException(names.missing(), names.unknown());
    }
    return value;
  }

  private T run(Step root) {
    request(root);
    while (!frames.isEmpty()) {
      Frame<T> frame = frames.element();
      budget.spend(1);
      try {
        T value = step(frame);
        if (value != null) {
          frames.pop();
          if (rank(value) == 0) {
            remember(frame, value);
          }
          returned = value;
        }
      } catch (DomainException exception) {
        String place = frame.node.place();
        String message = String.valueOf(exception.getMessage());
        throw message.contains("(at ") ? exception : exception.withMessage(message + place);
      }
    }
    return taken();
  }

  private T taken() {
    T value = returned;
    if (value == null) {
      throw new IllegalStateException("a node gave no value");
    }
    returned = null;
    return value;
  }

  /** Has a node evaluated: its value is there at once, or when control comes back. */
  private void request(Step node) {
    if (node.id < memo.size()) {
      Known<T> known = memo.get(node.id);
      if (known != null && known.binding() == node.newest(this::binding)) {
        returned = known.value();
        return;
      }
    }
    frames.push(new Frame<>(node));
  }

  private long binding(int slot) {
    return slot < slots.size() ? slots.get(slot).binding() : 0;
  }

  private void remember(Frame<T> frame, T value) {
    Step node = frame.node;
    while (memo.size() <= node.id) {
      memo.add(null);
    }
    memo.set(node.id, new Known<>(value, node.newest(this::binding)));
  }

  private void setSlot(int slot, Slot<T> value) {
    while (slots.size() <= slot) {
      slots.add(new Slot<>(BigInteger.ZERO, unknown, 0));
    }
    slots.set(slot, value);
  }

  /** Goes on with a frame: gives its value, or null after requesting what it needs. */
  private @Nullable T step(Frame<T> frame) {
    return switch (frame.node.kind) {
      case SYMBOL, ELEMENT, LENGTH -> stepName(frame);
      case REDUCE, ARRAY -> stepReduction(frame);
      case BIND -> stepBinding(frame);
      case CASES -> stepCases(frame);
      case AND, OR -> stepLogical(frame);
      case REFUSE -> throw new DomainException(frame.node.detail.name());
      default -> stepStrict(frame);
    };
  }

  private @Nullable T stepStrict(Frame<T> frame) {
    return collect(frame) ? computed(frame) : null;
  }

  /** Collects the values of the inputs; false where one had to be requested. */
  private boolean collect(Frame<T> frame) {
    List<Step> inputs = frame.node.inputs;
    while (frame.values.size() < inputs.size()) {
      if (frame.stage == 0) {
        frame.stage = 1;
        request(inputs.get(frame.values.size()));
        if (returned == null) {
          return false;
        }
      }
      frame.stage = 0;
      frame.values.add(taken());
    }
    return true;
  }

  private T computed(Frame<T> frame) {
    Step node = frame.node;
    List<T> values = frame.values;
    for (T value : values) {
      if (value == unknown) {
        return unknown;
      }
    }
    return switch (node.kind) {
      case NUMBER -> arithmetic.of(node.detail.number());
      case PI -> arithmetic.pi();
      case E -> arithmetic.e();
      case SLOT -> slots.get(node.detail.slot()).value();
      case ADD -> arithmetic.sum(values);
      case MULTIPLY -> product(values);
      case NEGATE -> arithmetic.negate(values.get(0));
      case DIVIDE -> arithmetic.divide(values.get(0), values.get(1));
      case POWER -> power(node, values);
      case EXPONENTIAL -> arithmetic.exponential(values.get(0));
      case CALL -> call(node, values);
      case OF_ARRAY -> ofArray(node, values);
      case DELTA ->
          arithmetic.of(
              arithmetic.compare(values.get(0), values.get(1)) == 0 ? Rational.ONE : Rational.ZERO);
      case COMPARE -> compare(node, values);
      case NOT -> truth(values.get(0) != truth);
      default -> throw new DomainException("inf is a bound, not a number to calculate with");
    };
  }

  private T product(List<T> values) {
    T product = values.get(0);
    for (T value : values.subList(1, values.size())) {
      product = arithmetic.multiply(product, value);
    }
    return product;
  }

  private T power(Step node, List<T> values) {
    budget.spend(arithmetic.cost());
    Step exponent = node.inputs.get(1);
    if (exponent.whole) {
      BigInteger whole =
          exponent.kind == Step.Kind.NUMBER
              ? exponent.detail.number().numerator()
              : arithmetic.integer(values.get(1));
      if (whole != null) {
        return arithmetic.integerPower(values.get(0), whole);
      }
    }
    return arithmetic.power(values.get(0), values.get(1));
  }

  private T call(Step node, List<T> values) {
    budget.spend(arithmetic.cost());
    hasTouched |= isWatching && arithmetic.isAtPlace(function(node), values);
    return arithmetic.apply(function(node), values);
  }

  private T ofArray(Step node, List<T> values) {
    Function function = function(node);
    List<BigInteger> indices = new ArrayList<>();
    for (T index : values.subList(1, values.size())) {
      indices.add(wholeNumber(index, function.name()));
    }
    return arrays.applied(function, values.get(0), indices);
  }

  private static Function function(Step node) {
    return Objects.requireNonNull(node.detail.function());
  }

  private T truth(boolean holds) {
    return holds ? truth : falsity;
  }

  private T compare(Step node, List<T> values) {
    int rank = rank(values.get(0)) - rank(values.get(1));
    if (rank != 0) {
      return truth(node.detail.sign().holds(rank));
    }
    int sign = arithmetic.compare(values.get(0), values.get(1));
    if (sign == 0) {
      equalities++;
      hasTouched |= !node.inputs.get(0).whole || !node.inputs.get(1).whole;
      if (probe != null) {
        Map<Integer, BigInteger> indices = new HashMap<>();
        for (int slot = 1; slot < slots.size(); slot++) {
          if (slots.get(slot).binding() > 0) {
            indices.put(slot, slots.get(slot).index());
          }
        }
        sign = probe.sign(node.inputs.get(0), node.inputs.get(1), indices);
        if (sign == 0 && isBorder(node)) {
          return border;
        }
      }
    }
    return truth(node.detail.sign().holds(sign));
  }

  /**
   * Whether a comparison excludes equality, and not that of whole numbers, which have no border.
   */
  private static boolean isBorder(Step comparison) {
    Step.Sign sign = comparison.detail.sign();
    return (sign == Step.Sign.LESS || sign == Step.Sign.NOT_EQUAL)
        && !comparison.inputs.stream().allMatch(each -> each.whole);
  }

  private @Nullable T stepName(Frame<T> frame) {
    if (frame.defining != null) {
      T value = taken();
      inProgress.remove(frame.defining);
      return named(frame.defining, value);
    }
    if (!collect(frame)) {
      return null;
    }
    Step node = frame.node;
    List<BigInteger> indices = new ArrayList<>(frame.values.size());
    for (T value : frame.values) {
      if (value == unknown) {
        return unknown;
      }
      indices.add(wholeNumber(value, node.detail.name()));
    }
    if (node.kind == Step.Kind.LENGTH && !indices.isEmpty()) {
      return commonLength(frame, indices);
    }
    Object key =
        node.kind == Step.Kind.SYMBOL
            ? node.detail.name()
            : node.kind == Step.Kind.LENGTH
                ? "#" + node.detail.slot() + " " + node.detail.name()
                : new Element(node.detail.name(), indices);
    T known = defined.get(key);
    return known != null ? known : resolve(frame, key);
  }

  private T named(Object key, T value) {
    defined.put(key, value);
    return value;
  }

  private T commonLength(Frame<T> frame, List<BigInteger> lengths) {
    if (lengths.stream().distinct().count() > 1) {
      throw new DomainException("vectors of different lengths meet: " + lengths);
    }
    return frame.values.get(0);
  }

  private @Nullable T resolve(Frame<T> frame, Object key) {
    Step node = frame.node;
    String name = node.detail.name();
    if (!inProgress.add(key)) {
      throw new DomainException("the definition of " + key + " goes round in a circle");
    }
    BoundNames.Meaning meaning =
        key instanceof Element element
            ? names.element(element, node.place())
            : node.kind == Step.Kind.LENGTH
                ? names.length(name, node.detail.slot())
                : names.symbol(name);
    if (meaning != null && meaning.node() != null) {
      frame.defining = key;
      request(meaning.node());
      return null;
    }
    inProgress.remove(key);
    if (meaning == null || meaning.number() == null) {
      if (names.missing().size() >= mostMissing) {
        throw new NamesException(names.missing(), names.unknown());
      }
      return unknown;
    }
    Object target = names.target(key);
    return named(
        key,
        target == null
            ? arithmetic.of(meaning.number())
            : arithmetic.input(target, meaning.number()));
  }

  private BigInteger wholeNumber(T value, String what) {
    BigInteger whole = arithmetic.integer(value);
    if (whole == null) {
      throw new DomainException(
          "a subscript or bound of " + what + " is no whole number: " + arithmetic.text(value));
    }
    return whole;
  }

  private static final int BOUNDS = 0;
  private static final int NEXT = 2;
  private static final int CONDITION = 3;
  private static final int BODY = 4;

  private @Nullable T stepReduction(Frame<T> frame) {
    Step node = frame.node;
    if (frame.stage <= 1 && frame.mark == 0) {
      if (node.inputs.get(BOUNDS).kind == Step.Kind.INFINITY
          || node.inputs.get(1).kind == Step.Kind.INFINITY) {
        throw new DomainException("a sum or product without end is not evaluated");
      }
      while (frame.values.size() < 2) {
        if (frame.stage == 0) {
          frame.stage = 1;
          request(node.inputs.get(frame.values.size()));
          if (returned == null) {
            return null;
          }
        }
        frame.stage = 0;
        frame.values.add(taken());
      }
      if (!startReduction(frame)) {
        return unknown;
      }
    }
    while (true) {
      if (frame.stage == NEXT) {
        if (frame.index.compareTo(frame.last) > 0) {
          return finished(frame);
        }
        budget.spend(1);
        bind(node.detail.slot(), frame.index);
        frame.stage = CONDITION;
        request(node.inputs.get(2));
      } else if (frame.stage == CONDITION) {
        T holds = taken();
        frame.stage = BODY;
        if (holds == truth) {
          request(node.inputs.get(3));
        } else if (holds == unknown) {
          returned = unknown;
        } else {
          advance(frame);
        }
      } else {
        T term = taken();
        if (node.kind == Step.Kind.ARRAY) {
          frame.values.add(term);
        } else {
          frame.accumulator = accumulated(node.detail.fold(), frame.accumulator, term);
        }
        advance(frame);
      }
      if (frame.stage != NEXT && returned == null) {
        return null;
      }
    }
  }

  private boolean startReduction(Frame<T> frame) {
    if (frame.values.stream().anyMatch(value -> value == unknown)) {
      return false;
    }
    frame.index = wholeNumber(frame.values.get(0), "a sum");
    frame.last = wholeNumber(frame.values.get(1), "a sum");
    budget.require(frame.last.subtract(frame.index).add(BigInteger.ONE), 2);
    frame.mark = budget.used() + 1;
    frame.stage = NEXT;
    int slot = frame.node.detail.slot();
    frame.saved = slot < slots.size() ? slots.get(slot) : new Slot<>(BigInteger.ZERO, unknown, 0);
    return true;
  }

  private void advance(Frame<T> frame) {
    long spent = budget.used() - frame.mark;
    frame.mark = budget.used() + 1;
    frame.index = frame.index.add(BigInteger.ONE);
    frame.stage = NEXT;
    BigInteger left = frame.last.subtract(frame.index);
    if (left.signum() > 0 && frame.costed < 2) {
      frame.costed++;
      // The second term tells the cost of those that follow: the first pays for what they share.
      if (frame.costed == 2) {
        budget.require(left, Math.max(1, spent / 2));
      }
    }
  }

  private T accumulated(Reduction.Operator fold, @Nullable T accumulator, T term) {
    if (accumulator == null || term == unknown) {
      return term;
    }
    if (accumulator == unknown) {
      return unknown;
    }
    return switch (fold) {
      case SUM -> arithmetic.add(accumulator, term);
      case PRODUCT -> arithmetic.multiply(accumulator, term);
      case MAXIMUM -> compared(term, accumulator) > 0 ? term : accumulator;
      case MINIMUM -> compared(term, accumulator) < 0 ? term : accumulator;
    };
  }

  private int compared(T term, T accumulator) {
    int sign = arithmetic.compare(term, accumulator);
    hasTouched |= sign == 0;
    return sign;
  }

  private T finished(Frame<T> frame) {
    restore(frame);
    if (frame.node.kind == Step.Kind.ARRAY) {
      List<T> elements = frame.values.subList(2, frame.values.size());
      return elements.stream().anyMatch(each -> each == unknown)
          ? unknown
          : arrays.put(wholeNumber(frame.values.get(0), "an array"), elements);
    }
    if (frame.accumulator != null) {
      return frame.accumulator;
    }
    return switch (frame.node.detail.fold()) {
      case SUM -> arithmetic.of(Rational.ZERO);
      case PRODUCT -> arithmetic.of(Rational.ONE);
      case MAXIMUM -> ofNothing(least);
      case MINIMUM -> ofNothing(largest);
    };
  }

  /** What stands for the extremum of nothing, which has no value but may be compared. */
  private T ofNothing(T extreme) {
    Iterator<Frame<T>> around = frames.iterator();
    around.next();
    if (!around.hasNext() || around.next().node.kind != Step.Kind.COMPARE) {
      throw new DomainException("the maximum or minimum of nothing has no value");
    }
    return extreme;
  }

  /** -1 or 1 for what is beyond all numbers. */
  private int rank(T value) {
    return value == least ? -1 : value == largest ? 1 : 0;
  }

  private void restore(Frame<T> frame) {
    Slot<T> saved = frame.saved;
    if (saved != null) {
      setSlot(frame.node.detail.slot(), saved);
    }
  }

  private @Nullable T stepBinding(Frame<T> frame) {
    Step node = frame.node;
    if (frame.stage == 0) {
      frame.stage = 1;
      request(node.inputs.get(0));
      if (returned == null) {
        return null;
      }
    }
    if (frame.stage == 1) {
      T index = taken();
      if (index == unknown) {
        return unknown;
      }
      int slot = node.detail.slot();
      BigInteger whole = wholeNumber(index, "a vector");
      frame.saved = slot < slots.size() ? slots.get(slot) : new Slot<>(BigInteger.ZERO, unknown, 0);
      bind(slot, whole);
      frame.stage = 2;
      request(node.inputs.get(1));
      if (returned == null) {
        return null;
      }
    }
    T value = taken();
    restore(frame);
    return value;
  }

  private static final int CHOSEN = Integer.MAX_VALUE;
  private static final int AT_BORDER = Integer.MAX_VALUE - 1;

  /** Inputs are value, condition, value, condition, …, otherwise; the name is a restriction's. */
  private @Nullable T stepCases(Frame<T> frame) {
    List<Step> inputs = frame.node.inputs;
    int count = inputs.size() / 2;
    while (true) {
      if (frame.stage == CHOSEN) {
        return taken();
      }
      if (frame.stage == AT_BORDER) {
        return stepBorder(frame);
      }
      if (frame.stage % 2 == 0) {
        if (frame.stage == 0) {
          frame.mark = equalities;
        }
        int branch = frame.stage / 2;
        if (branch == count) {
          return otherwise(frame);
        }
        frame.stage++;
        request(inputs.get(2 * branch + 1));
      } else {
        T holds = taken();
        if (holds == unknown) {
          return unknown;
        }
        if (holds == truth) {
          request(inputs.get(frame.stage - 1));
          frame.stage = CHOSEN;
        } else {
          if (holds == border) {
            frame.meeting.add(inputs.get(frame.stage - 1));
          }
          frame.stage++;
          continue;
        }
      }
      if (returned == null) {
        return null;
      }
    }
  }

  private @Nullable T otherwise(Frame<T> frame) {
    List<Step> inputs = frame.node.inputs;
    if (frame.node.detail.flag()) {
      frame.stage = CHOSEN;
      request(inputs.get(inputs.size() - 1));
      return returned == null ? null : taken();
    }
    if (!frame.node.detail.name().isEmpty()) {
      throw new DomainException(
          "outside the domain: " + frame.node.detail.name() + " does not hold");
    }
    if (!frame.meeting.isEmpty()) {
      frame.stage = AT_BORDER;
      request(frame.meeting.get(0));
      return returned == null ? null : stepBorder(frame);
    }
    if (equalities > frame.mark) {
      throw kink(frame.node);
    }
    throw new DomainException("none of the cases holds");
  }

  /** The value on a border that stays one beside the point: that of all cases that meet there. */
  private @Nullable T stepBorder(Frame<T> frame) {
    while (true) {
      T value = taken();
      if (value == unknown) {
        return unknown;
      }
      frame.values.add(value);
      if (frame.values.size() > 1 && arithmetic.compare(value, frame.values.get(0)) != 0) {
        throw kink(frame.node);
      }
      if (frame.values.size() == frame.meeting.size()) {
        return value;
      }
      request(frame.meeting.get(frame.values.size()));
      if (returned == null) {
        return null;
      }
    }
  }

  private static ChainruleException kink(Step node) {
    return new KinkException(
        "the point lies on the border between the cases, none of which holds there" + node.place());
  }

  private @Nullable T stepLogical(Frame<T> frame) {
    List<Step> inputs = frame.node.inputs;
    boolean conjunction = frame.node.kind == Step.Kind.AND;
    T decisive = conjunction ? falsity : truth;
    while (true) {
      if (frame.mark == 1) {
        frame.mark = 0;
        T value = taken();
        boolean isDecided = value == decisive || conjunction && value == border;
        if (isDecided || value == unknown) {
          return value;
        }
        frame.accumulator = value == border ? border : frame.accumulator;
        frame.stage++;
      }
      if (frame.stage == inputs.size()) {
        return frame.accumulator != null ? border : truth(conjunction);
      }
      frame.mark = 1;
      request(inputs.get(frame.stage));
      if (returned == null) {
        return null;
      }
    }
  }
}
