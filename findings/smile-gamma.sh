#!/usr/bin/env bash
# Package: com.github.haifengl:smile-base 3.1.1 (Maven), smile.math.special.
# Expected: gamma grows from 2 on and stays within the doubles to 171.6; Q(1, x) is exp(-x).
# Seen: gamma(142.5) is Infinity (2.3e244), and gamma(143) 2.7e245, gamma(171) 7.3e306: whole arguments go by
#   factorials, the others overflow on the way. Q(1, 30), the upper incomplete gamma function, has three
#   right digits, Q(1, 37) is 1.11e-16 for 8.5e-17, Q(1, 40) is 0: it is 1 less the lower one.
# Why it matters: an upper tail that is 0 has the logarithm -Infinity, so the log likelihood of a
#   censored value has a NaN gradient; between whole numbers gamma has no slope at all.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for artifact in com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-api:2.0.12; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
    -Dartifact="$artifact" >&2
done
cat >Try.java <<'JAVA'
import smile.math.special.Gamma;

class Try {
  public static void main(String[] args) {
    for (double x : new double[] {20.5, 141.5, 142.5, 143, 150.5, 171})
      System.out.printf("gamma(%s) = %.3g%n", x, Gamma.gamma(x));
    for (double x : new double[] {10, 30, 37, 40})
      System.out.printf("Q(1, %s) = %.4g, exp %.4g%n", x, Gamma.regularizedUpperIncompleteGamma(1, x), Math.exp(-x));
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java 2>/dev/null)
echo "$seen"
[ "$seen" = "gamma(20.5) = 5.41e+17
gamma(141.5) = 1.60e+242
gamma(142.5) = Infinity
gamma(143.0) = 2.70e+245
gamma(150.5) = Infinity
gamma(171.0) = 7.26e+306
Q(1, 10.0) = 4.540e-05, exp 4.540e-05
Q(1, 30.0) = 9.359e-14, exp 9.358e-14
Q(1, 37.0) = 1.110e-16, exp 8.533e-17
Q(1, 40.0) = 0.000, exp 4.248e-18" ] || { echo "no longer as stated" >&2; exit 1; }
