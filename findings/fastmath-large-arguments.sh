#!/usr/bin/env bash
# Package: org.apache.commons:commons-math3 3.6.1, org.hipparchus:hipparchus-core 4.0.3 (Maven).
# Expected: asinh(1e155) = log(2e155) = 357.59; derivatives of atan(x) beyond 1e154 are 0 or tiny.
# Seen: FastMath.asinh and acosh are Infinity from about 1.4e154 on in both libraries, where x*x leaves
#   the doubles; the derivative beside that infinite value is finite. At 1e200 the first derivative
#   of asinh is 0 (1e-200) and the second NaN in DerivativeStructure; atan, whose value is right, has a
#   NaN second derivative too; UnivariateDerivative2 has 0 for asinh.
# Why it matters: an infinite value with a finite gradient passes tests for NaN; one NaN among the
#   second derivatives poisons a Newton step.
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
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.util.FastMath;

class Try {
  public static void main(String[] args) {
    for (double x : new double[] {1e154, 1e155})
      System.out.println(x + " asinh " + FastMath.asinh(x) + " " + org.apache.commons.math3.util.FastMath.asinh(x)
          + " acosh " + FastMath.acosh(x) + " log(2x) " + (Math.log(x) + Math.log(2)));
    DerivativeStructure d = new DerivativeStructure(1, 2, 0, 1e200);
    UnivariateDerivative2 u = new UnivariateDerivative2(1e200, 1, 0).asinh();
    System.out.println("commons-math3 at 1e200 asinh " + Arrays.toString(d.asinh().getAllDerivatives())
        + " atan " + Arrays.toString(d.atan().getAllDerivatives()));
    System.out.println("UnivariateDerivative2 asinh " + u.getValue() + " " + u.getFirstDerivative() + " " + u.getSecondDerivative());
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "1.0E154 asinh 355.291251501643 355.291251501643 acosh 355.291251501643 log(2x) 355.291251501643
1.0E155 asinh Infinity Infinity acosh Infinity log(2x) 357.593836594637
commons-math3 at 1e200 asinh [Infinity, 0.0, NaN] atan [1.5707963267948966, 0.0, NaN]
UnivariateDerivative2 asinh Infinity 0.0 0.0" ] || { echo "no longer as stated" >&2; exit 1; }
