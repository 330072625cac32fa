#!/usr/bin/env bash
# Package: org.apache.commons:commons-math3 3.6.1, commons-numbers-gamma 1.2 (Maven).
# Expected: digamma(x) + 1/x is smooth at 0, with slope pi^2/6 = 1.645 there and value -0.57720 + 1.645 x.
# Seen: up to and at 1e-5 both libraries give the constant -0.5772156649, just right of it the true
#   -0.5771992157: a step of 1.645e-5, thousands of times what separates the two libraries
#   elsewhere (commons-math3 is 2.9e-9 off). Differences across it give the slope 823.
# Why it matters: digamma is the derivative of log gamma; near 0 a Newton step on it meets a jump,
#   and a gradient check by differences fails at one place only.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for artifact in org.apache.commons:commons-math3:3.6.1 org.apache.commons:commons-numbers-gamma:1.2; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
    -Dartifact="$artifact" >&2
done
cat >Try.java <<'JAVA'
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.numbers.gamma.Digamma;

class Try {
  static void show(String name, DoubleUnaryOperator digamma) {
    DoubleUnaryOperator f = x -> digamma.applyAsDouble(x) + 1 / x;
    for (double x : new double[] {0.9e-5, 1e-5, 1.0001e-5, 2e-5})
      System.out.printf("%s at %s: %.8f, series %.8f%n", name, x, f.applyAsDouble(x),
          -0.5772156649015329 + x * (1.6449340668482264 - x * 1.2020569031595942));
    System.out.printf("%s slope at 1e-5: %.0f%n", name,
        (f.applyAsDouble(1e-5 + 1e-8) - f.applyAsDouble(1e-5 - 1e-8)) / 2e-8);
  }

  public static void main(String[] args) {
    show("math3", Gamma::digamma);
    show("numbers", Digamma::value);
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "math3 at 9.0E-6: -0.57721566, series -0.57720086
math3 at 1.0E-5: -0.57721566, series -0.57719922
math3 at 1.0001E-5: -0.57719922, series -0.57719921
math3 at 2.0E-5: -0.57718277, series -0.57718277
math3 slope at 1e-5: 823
numbers at 9.0E-6: -0.57721566, series -0.57720086
numbers at 1.0E-5: -0.57721566, series -0.57719922
numbers at 1.0001E-5: -0.57719921, series -0.57719921
numbers at 2.0E-5: -0.57718277, series -0.57718277
numbers slope at 1e-5: 823" ] || { echo "no longer as stated" >&2; exit 1; }
