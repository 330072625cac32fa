#!/usr/bin/env bash
# Package: org.hipparchus:hipparchus-core 4.0.3 (Maven), FastMath.max and min of derivatives.
# Expected: at a tie the derivative is that of one argument or a mean; max(x, 0) + min(x, 0) = x.
# Seen: the second argument wins a tie, in max and in min. With a number as the second argument the
#   derivative of both is 0: relu(x) = max(x, 0) and min(x, 0) at 0 have derivative 0, so their sum x
#   has 0 as well. With arguments swapped, max(c, x), it is 1. A clamp min(max(x, 0), 1) has slope 0 at
#   both ends; abs at 0 has 1.
# Why it matters: max and min are symmetric, their derivatives here are not: writing max(0, x) for
#   max(x, 0) turns a gradient of 0 into 1.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
  -Dartifact=org.hipparchus:hipparchus-core:4.0.3 >&2
cat >Try.java <<'JAVA'
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.FastMath;

class Try {
  public static void main(String[] args) {
    Gradient x = Gradient.variable(2, 0, 2), y = Gradient.variable(2, 1, 2), c = Gradient.constant(2, 2);
    Gradient max = FastMath.max(x, y), min = FastMath.min(x, y);
    System.out.println("max(x, y) " + max.getPartialDerivative(0) + " " + max.getPartialDerivative(1)
        + " min(x, y) " + min.getPartialDerivative(0) + " " + min.getPartialDerivative(1));
    System.out.println("max(x, 2.0) " + FastMath.max(x, 2.0).getPartialDerivative(0)
        + " max(c, x) " + FastMath.max(c, x).getPartialDerivative(0));
    System.out.println("max(x, 2.0) + min(x, 2.0) - 2 "
        + FastMath.max(x, 2.0).add(FastMath.min(x, 2.0)).subtract(2).getPartialDerivative(0));
    System.out.println("abs at 0 " + x.subtract(2).abs().getPartialDerivative(0));
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "max(x, y) 0.0 1.0 min(x, y) 0.0 1.0
max(x, 2.0) 0.0 max(c, x) 1.0
max(x, 2.0) + min(x, 2.0) - 2 0.0
abs at 0 1.0" ] || { echo "no longer as stated" >&2; exit 1; }
