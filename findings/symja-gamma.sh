#!/usr/bin/env bash
# Package: org.matheclipse:matheclipse-core 3.0.0 (Maven), the computer algebra system Symja.
# Expected: the derivative of Gamma is a number wherever Gamma is; Gamma(0.5,50), the upper one, is 2.7e-23.
# Seen: D(Gamma(x),x) is Gamma(x)*PolyGamma(0,x), and PolyGamma(0,x) is Indeterminate at 0.001 (-1000.58) and
#   at -0.5 (0.0365), where Gamma has its values; at 2 it is right. Gamma(0.5,30) is 2.07e-14 for 1.68e-14,
#   Gamma(0.5,50) 1.26e-14, while the same number as Sqrt(Pi)*Erfc(Sqrt(50)) is right.
# Why it matters: a gradient that is Indeterminate at an ordinary point ends an optimisation there.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>symja</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.matheclipse</groupId>
      <artifactId>matheclipse-core</artifactId>
      <version>3.0.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$dir/lib" >&2
cat >Try.java <<'JAVA'
import org.matheclipse.core.eval.ExprEvaluator;

class Try {
  public static void main(String[] args) {
    ExprEvaluator symja = new ExprEvaluator(false, (short) 10);
    for (String text : new String[] {
        "N(Gamma(0.001))",
        "N(PolyGamma(0,0.001))",
        "N(D(Gamma(x),x)/.x->0.001)",
        "N(Gamma(-0.5))",
        "N(PolyGamma(0,-0.5))",
        "N(PolyGamma(0,2))",
        "N(Gamma(0.5,10))",
        "N(Gamma(0.5,30))",
        "N(Gamma(0.5,50))",
        "N(Sqrt(Pi)*Erfc(Sqrt(50)))"
    }) System.out.println(text + " -> " + String.valueOf(symja.eval(text)).replace("\n", ""));
    System.exit(0);
  }
}
JAVA
seen=$(java -cp "lib/*" Try.java 2>/dev/null | grep -e ' -> ')
echo "$seen"
[ "$seen" = "N(Gamma(0.001)) -> 999.4238
N(PolyGamma(0,0.001)) -> Indeterminate
N(D(Gamma(x),x)/.x->0.001) -> Indeterminate
N(Gamma(-0.5)) -> -3.54491
N(PolyGamma(0,-0.5)) -> Indeterminate
N(PolyGamma(0,2)) -> 0.422784
N(Gamma(0.5,10)) -> 0.0000137263
N(Gamma(0.5,30)) -> 2.06621*10^-14
N(Gamma(0.5,50)) -> 1.2594*10^-14
N(Sqrt(Pi)*Erfc(Sqrt(50))) -> 2.70117*10^-23" ] || { echo "no longer as stated" >&2; exit 1; }
