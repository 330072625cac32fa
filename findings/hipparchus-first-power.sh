#!/usr/bin/env bash
# Package: org.hipparchus:hipparchus-core 4.0.3, org.apache.commons:commons-math3 3.6.1 (Maven).
# Expected: x^1 at 0 has value 0, derivative 1 and second derivative 0, x^2 has 0, 0, 2, whatever the
#   type of the exponent and the class of the number.
# Seen: x^1 has four answers at 0. UnivariateDerivative2.pow(1) is NaN in all three places, the value
#   included. Hipparchus' DerivativeStructure.pow(1.0) is 0, 0, 0, a derivative of zero, and its
#   pow(2.0) has 0 for the second derivative 2; pow(1) is right. commons-math3's pow(1.0) is NaN, pow(1)
#   right. With a constant of the same class as exponent all are 0, NaN, NaN, and at -2 even x^2 is NaN.
#   UnivariateDerivative1 and Gradient are right but for that last form.
# Why it matters: x^p with a fitted p that is 1 at the start, and a start at 0, are both common.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for artifact in org.hipparchus:hipparchus-core:4.0.3 org.apache.commons:commons-math3:3.6.1; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
    -Dartifact="$artifact" >&2
done
cat >Try.java <<'JAVA'
import java.util.Arrays;
import org.hipparchus.analysis.differentiation.*;

class Try {
  static String show(UnivariateDerivative2 d) {
    return Arrays.toString(new double[] {d.getValue(), d.getFirstDerivative(), d.getSecondDerivative()});
  }

  static String show(DerivativeStructure d) {
    return Arrays.toString(d.getAllDerivatives());
  }

  static String show(org.apache.commons.math3.analysis.differentiation.DerivativeStructure d) {
    return Arrays.toString(d.getAllDerivatives());
  }

  public static void main(String[] args) {
    UnivariateDerivative2 u = new UnivariateDerivative2(0, 1, 0);
    DSFactory factory = new DSFactory(1, 2);
    DerivativeStructure h = factory.variable(0, 0);
    var c = new org.apache.commons.math3.analysis.differentiation.DerivativeStructure(1, 2, 0, 0);
    var c1 = new org.apache.commons.math3.analysis.differentiation.DerivativeStructure(1, 2, 1.0);
    Gradient g = Gradient.variable(1, 0, 0);
    System.out.println("UnivariateDerivative2 pow(1) " + show(u.pow(1)) + " pow(1.0) " + show(u.pow(1.0)));
    System.out.println("DerivativeStructure pow(1) " + show(h.pow(1)) + " pow(1.0) " + show(h.pow(1.0)));
    System.out.println("DerivativeStructure pow(2) " + show(h.pow(2)) + " pow(2.0) " + show(h.pow(2.0)));
    System.out.println("commons-math3 pow(1) " + show(c.pow(1)) + " pow(1.0) " + show(c.pow(1.0)));
    System.out.println("constants " + show(h.pow(factory.constant(1))) + " " + show(c.pow(c1)));
    System.out.println("Gradient pow(1.0) " + g.pow(1.0).getPartialDerivative(0)
        + " constant " + g.pow(Gradient.constant(1, 1)).getPartialDerivative(0));
    System.out.println("at -2, x^2 with a constant " + show(factory.variable(0, -2).pow(factory.constant(2))));
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "UnivariateDerivative2 pow(1) [NaN, NaN, NaN] pow(1.0) [NaN, NaN, NaN]
DerivativeStructure pow(1) [0.0, 1.0, 0.0] pow(1.0) [0.0, 0.0, 0.0]
DerivativeStructure pow(2) [0.0, 0.0, 2.0] pow(2.0) [0.0, 0.0, 0.0]
commons-math3 pow(1) [0.0, 1.0, 0.0] pow(1.0) [NaN, NaN, NaN]
constants [0.0, NaN, NaN] [0.0, NaN, NaN]
Gradient pow(1.0) 1.0 constant NaN
at -2, x^2 with a constant [NaN, NaN, NaN]" ] || { echo "no longer as stated" >&2; exit 1; }
