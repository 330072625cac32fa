#!/usr/bin/env bash
# Package: org.matheclipse:matheclipse-core 3.0.0 (Maven), the computer algebra system Symja.
# Expected: Sum(x^k,{k,1,n}) is x*(x^n-1)/(x-1), without the bound k; derivatives go under sums and integrals.
# Seen: it is x*(-1+x^k)/(-1+x): k escapes, n is gone, so n -> 3 changes nothing; a^j summed over j to m
#   also has a k, which occurs nowhere in the question. From k = 0 on, the sum is right. The derivative
#   inherits the k. A sum or an integral that stays open has a list for its derivative: that of
#   Integrate(f(t),{t,0,x}) is {0,0,...} instead of f(x), though with Exp(-t^2) for f(t) it is right.
# Why it matters: an escaped index is a free variable, which a later substitution may well fill.
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
        "Sum(x^k,{k,1,n})",
        "Sum(x^k,{k,0,n})",
        "Sum(x^k,{k,1,n})/.n->3",
        "Sum(x^k,{k,1,3})",
        "Sum(a^j,{j,1,m})",
        "D(Sum(x^k,{k,1,n}),x)",
        "D(Integrate(f(t),{t,0,x}),x)",
        "D(Integrate(Exp(-t^2),{t,0,x}),x)"
    }) System.out.println(text + " -> " + String.valueOf(symja.eval(text)).replace("\n", ""));
    System.exit(0);
  }
}
JAVA
seen=$(java -cp "lib/*" Try.java 2>/dev/null | grep -e ' -> ')
echo "$seen"
[ "$seen" = "Sum(x^k,{k,1,n}) -> (x*(-1+x^k))/(-1+x)
Sum(x^k,{k,0,n}) -> (-1+x^(1+n))/(-1+x)
Sum(x^k,{k,1,n})/.n->3 -> (x*(-1+x^k))/(-1+x)
Sum(x^k,{k,1,3}) -> x+x^2+x^3
Sum(a^j,{j,1,m}) -> (a*(-1+a^k))/(-1+a)
D(Sum(x^k,{k,1,n}),x) -> (x*(1-x^k))/(1-x)^2+(-1+x^k)/(-1+x)+(k*x^k)/(-1+x)
D(Integrate(f(t),{t,0,x}),x) -> {0,0,Derivative(0,1)[Integrate][f(t),{t,0,x}]}
D(Integrate(Exp(-t^2),{t,0,x}),x) -> E^(-x^2)" ] || { echo "no longer as stated" >&2; exit 1; }
