package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.chainrule.evaluate.StraightLine.Instruction;
import org.chainrule.evaluate.StraightLine.Operation;
import org.chainrule.expr.Function;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * An arithmetic that computes by another, and keeps the operations that it was asked for.
 *
 * <p>What it is asked for again, of the same operands, it has computed.
 *
 * @param <T> the numbers of the other arithmetic
 */
final class StraightLineRecorder<T> implements Arithmetic<StraightLineRecorder.Recorded<T>> {
  /**
   * A number with the place of the instruction that it comes from.
   *
   * @param place the place, or -1 of a token
   */
  record Recorded<T>(T value, int place) {}

  private final Arithmetic<T> arithmetic;
  private final Map<Instruction, Integer> places = new HashMap<>();

  /** The values of the instructions, null of decisions. */
  private final List<@Nullable Recorded<T>> values = new ArrayList<>();

  StraightLineRecorder(Arithmetic<T> arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** The program that leads to a number. */
  StraightLine program(Recorded<T> result) {
    return new StraightLine(places, result.place());
  }

  /** The value of each instruction, null of decisions. */
  List<@Nullable T> values() {
    List<@Nullable T> plain = new ArrayList<>(values.size());
    values.forEach(each -> plain.add(each == null ? null : each.value()));
    return plain;
  }

  private Recorded<T> recorded(
      Operation operation, List<Integer> operands, @Nullable Object detail, Supplier<T> value) {
    Instruction instruction = new Instruction(operation, operands, detail);
    Integer known = places.get(instruction);
    if (known != null) {
      return Objects.requireNonNull(values.get(known));
    }
    Recorded<T> result = new Recorded<>(value.get(), places.size());
    places.put(instruction, places.size());
    values.add(result);
    return result;
  }

  private void decided(Operation operation, List<Integer> operands, Object outcome) {
    if (places.putIfAbsent(new Instruction(operation, operands, outcome), places.size()) == null) {
      values.add(null);
    }
  }

  @Override
  public Recorded<T> of(Rational value) {
    return recorded(Operation.NUMBER, List.of(), value, () -> arithmetic.of(value));
  }

  @Override
  public Recorded<T> input(Object target, Rational value) {
    return recorded(Operation.INPUT, List.of(), target, () -> arithmetic.of(value));
  }

  @Override
  public Recorded<T> token() {
    return new Recorded<>(arithmetic.token(), -1);
  }

  @Override
  public Recorded<T> pi() {
    return recorded(Operation.PI, List.of(), null, arithmetic::pi);
  }

  @Override
  public Recorded<T> e() {
    return recorded(Operation.E, List.of(), null, arithmetic::e);
  }

  @Override
  public Recorded<T> add(Recorded<T> left, Recorded<T> right) {
    return recorded(
        Operation.ADD,
        List.of(left.place(), right.place()),
        null,
        () -> arithmetic.add(left.value(), right.value()));
  }

  @Override
  public Recorded<T> multiply(Recorded<T> left, Recorded<T> right) {
    return recorded(
        Operation.MULTIPLY,
        List.of(left.place(), right.place()),
        null,
        () -> arithmetic.multiply(left.value(), right.value()));
  }

  @Override
  public Recorded<T> negate(Recorded<T> value) {
    return recorded(
        Operation.NEGATE, List.of(value.place()), null, () -> arithmetic.negate(value.value()));
  }

  @Override
  public Recorded<T> divide(Recorded<T> left, Recorded<T> right) {
    return recorded(
        Operation.DIVIDE,
        List.of(left.place(), right.place()),
        null,
        () -> {
          T quotient = arithmetic.divide(left.value(), right.value());
          return left.place() == right.place() ? arithmetic.of(Rational.ONE) : quotient;
        });
  }

  @Override
  public Recorded<T> integerPower(Recorded<T> base, BigInteger exponent) {
    return recorded(
        Operation.INTEGER_POWER,
        List.of(base.place()),
        exponent,
        () -> arithmetic.integerPower(base.value(), exponent));
  }

  @Override
  public Recorded<T> power(Recorded<T> base, Recorded<T> exponent) {
    return recorded(
        Operation.POWER,
        List.of(base.place(), exponent.place()),
        null,
        () -> arithmetic.power(base.value(), exponent.value()));
  }

  @Override
  public Recorded<T> exponential(Recorded<T> value) {
    return recorded(
        Operation.EXPONENTIAL,
        List.of(value.place()),
        null,
        () -> arithmetic.exponential(value.value()));
  }

  @Override
  public Recorded<T> apply(Function function, List<Recorded<T>> arguments) {
    return recorded(
        Operation.APPLY,
        arguments.stream().map(Recorded::place).toList(),
        function,
        () -> arithmetic.apply(function, arguments.stream().map(Recorded::value).toList()));
  }

  @Override
  public int compare(Recorded<T> left, Recorded<T> right) {
    int sign = Integer.signum(arithmetic.compare(left.value(), right.value()));
    decided(Operation.SIGN, List.of(left.place(), right.place()), sign);
    return sign;
  }

  @Override
  public @Nullable BigInteger integer(Recorded<T> value) {
    BigInteger whole = arithmetic.integer(value.value());
    decided(
        Operation.WHOLE, List.of(value.place()), whole == null ? StraightLine.NOT_WHOLE : whole);
    return whole;
  }

  @Override
  public double size(Recorded<T> value) {
    return arithmetic.size(value.value());
  }

  @Override
  public String text(Recorded<T> value) {
    return arithmetic.text(value.value());
  }

  @Override
  public long cost() {
    return arithmetic.cost();
  }
}
