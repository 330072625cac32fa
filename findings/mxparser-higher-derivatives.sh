#!/usr/bin/env bash
# Package: org.mariuszgromada.math:MathParser.org-mXparser 5.2.1 (Maven), expressions with der and dern.
# Expected: dern(x^3, 2, x) is the second derivative, 6 at 1; der(ln(x), x) is 1/x.
# Seen: dern(x^3, 2, x) at 1 is -1.1e16, at 2 -8.8e16; of exp(x) at 1 -3.0e16; order 3 of x^3 is 9.4e8.
#   Order 1 is right to eight digits, and der(der(x^3, x), x) is 6.00000: a derivative of a derivative
#   serves, the function made for it does not. der itself is wrong near an edge of the domain, with a
#   number and no warning: der(ln(x), x) at 0.0001 is 22706 (10000), der(1/x, x) at 1e-8 is +1.1e14
#   (-1e16), der(x*abs(x), x) at 1e6 is 1999360 (2000000).
# Why it matters: numerical derivatives inside an expression language look like exact ones.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
  -Dartifact=org.mariuszgromada.math:MathParser.org-mXparser:5.2.1 >&2
cat >Try.java <<'JAVA'
import org.mariuszgromada.math.mxparser.*;

class Try {
  static double at(String text, double x) {
    return new Expression(text, new Argument("x", x)).calculate();
  }

  static void show(String text, double x) {
    System.out.printf("SEEN %s at %s: %.5g%n", text, x, at(text, x));
  }

  public static void main(String[] args) {
    show("dern(x^3,1,x)", 1);
    show("dern(x^3,2,x)", 1);
    show("dern(x^3,2,x)", 2);
    show("dern(x^3,3,x)", 1);
    show("dern(exp(x),2,x)", 1);
    show("der(der(x^3,x),x)", 1);
    show("der(ln(x),x)", 1e-4);
    show("der(1/x,x)", 1e-8);
    show("der(x*abs(x),x)", 1e6);
    boolean stated = Math.abs(at("dern(x^3,2,x)", 1)) > 1e10 && Math.abs(at("der(der(x^3,x),x)", 1) - 6) < 1e-5
        && at("der(ln(x),x)", 1e-4) > 2e4 && at("der(1/x,x)", 1e-8) > 0;
    System.out.println("SEEN as stated " + stated);
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java | sed -n 's/^SEEN //p')
echo "$seen"
case $seen in *"as stated true") ;; *) echo "no longer as stated" >&2; exit 1 ;; esac
