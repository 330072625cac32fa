#!/usr/bin/env bash
# Package: org.matheclipse:matheclipse-core 3.0.0 (Maven), the computer algebra system Symja.
# Expected: with JacobiSN(u,m), the derivative by u is JacobiCN(u,m)*JacobiDN(u,m).
# Seen: the numbers take the first argument for u: differences by it at (0.5, 0.3) are 0.850192, which is cn*dn.
#   The derivative takes it for m: by the second argument it is JacobiCN(m,x)*JacobiDN(m,x), by the first
#   the long formula of the parameter. At (0.5, 0.3) the second gives cn*dn with swapped arguments, 0.9352,
#   where differences give -0.0173. JacobiAmplitude(x,m) has the derivative JacobiDN(x,m), the right way.
# Why it matters: a table of values and a table of derivatives, each right in itself, of two conventions.
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
        "N(JacobiSN(0.5,0.3))",
        "N((JacobiSN(0.5001,0.3)-JacobiSN(0.4999,0.3))/0.0002)",
        "N(JacobiCN(0.5,0.3)*JacobiDN(0.5,0.3))",
        "D(JacobiSN(x,m),m)",
        "N((JacobiSN(0.5,0.3001)-JacobiSN(0.5,0.2999))/0.0002)",
        "N(D(JacobiSN(0.5,m),m)/.m->0.3)",
        "D(JacobiAmplitude(x,m),x)"
    }) System.out.println(text + " -> " + String.valueOf(symja.eval(text)).replace("\n", ""));
    System.exit(0);
  }
}
JAVA
seen=$(java -cp "lib/*" Try.java 2>/dev/null | grep -e ' -> ')
echo "$seen"
[ "$seen" = "N(JacobiSN(0.5,0.3)) -> 0.474216
N((JacobiSN(0.5001,0.3)-JacobiSN(0.4999,0.3))/0.0002) -> 0.850192
N(JacobiCN(0.5,0.3)*JacobiDN(0.5,0.3)) -> 0.850192
D(JacobiSN(x,m),m) -> JacobiCN(m,x)*JacobiDN(m,x)
N((JacobiSN(0.5,0.3001)-JacobiSN(0.5,0.2999))/0.0002) -> -0.0173422
N(D(JacobiSN(0.5,m),m)/.m->0.3) -> 0.935184
D(JacobiAmplitude(x,m),x) -> JacobiDN(x,m)" ] || { echo "no longer as stated" >&2; exit 1; }
