#!/usr/bin/env bash
# Package: org.apache.commons:commons-math3 3.6.1, org.hipparchus:hipparchus-core 4.0.3 (Maven).
# Expected: rootN(n) of a negative number is real for every odd n, as rootN(3) is.
# Seen: rootN(3) at -32 is -3.1748 with derivative 0.0331; rootN(5) at -32 is NaN in value and all
#   derivatives (-2 and 0.0125): 3 alone is treated as a real root. Hipparchus has kept it.
# Why it matters: a model with a fifth root loses its gradient left of 0 when ported from a third root.
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
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;

class Try {
  public static void main(String[] args) {
    for (int n : new int[] {3, 5, 7}) {
      DerivativeStructure c = new DerivativeStructure(1, 1, 0, -32).rootN(n);
      UnivariateDerivative1 h = new UnivariateDerivative1(-32, 1).rootN(n);
      System.out.printf("rootN(%d) %.4f %.4f Hipparchus %.4f %.4f%n", n, c.getValue(), c.getPartialDerivative(1),
          h.getValue(), h.getFirstDerivative());
    }
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "rootN(3) -3.1748 0.0331 Hipparchus -3.1748 0.0331
rootN(5) NaN NaN Hipparchus NaN NaN
rootN(7) NaN NaN Hipparchus NaN NaN" ] || { echo "no longer as stated" >&2; exit 1; }
