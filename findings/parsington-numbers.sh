#!/usr/bin/env bash
# Package: org.scijava:parsington 3.1.0 (Maven), an expression parser with a default evaluator.
# Expected: with x = 9, x^(1/2) is 3, 2^-x is 2^-9 and --x is 9.
# Seen: x^(1/2) is 1 for every x, since 1/2 is an integer division in the middle of real arithmetic
#   (and (1/2)*x is 0, while x/2 is 4.5); x^0.5 is 3. 2^-x is -9: base and power are gone without a
#   word, and 2^(-x) is right. --x is 8, and x is 8 from then on.
# Why it matters: d x^(1/2)/dx by differences is 0 everywhere; and an expression that is evaluated
#   twice, as a difference quotient does, changes the point in between.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -DoutputDirectory="$dir" \
  -Dartifact=org.scijava:parsington:3.1.0 >&2
cat >Try.java <<'JAVA'
import org.scijava.parsington.eval.DefaultTreeEvaluator;

class Try {
  public static void main(String[] args) {
    for (String text : new String[] {"x^0.5", "x^(1/2)", "(1/2)*x", "x/2", "2^(-x)", "2^-x", "- -x", "--x"}) {
      DefaultTreeEvaluator evaluator = new DefaultTreeEvaluator();
      evaluator.set("x", 9.0);
      System.out.println(text + " = " + evaluator.evaluate(text) + ", then x = " + evaluator.get("x"));
    }
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java)
echo "$seen"
[ "$seen" = "x^0.5 = 3.0, then x = 9.0
x^(1/2) = 1.0, then x = 9.0
(1/2)*x = 0.0, then x = 9.0
x/2 = 4.5, then x = 9.0
2^(-x) = 0.001953125, then x = 9.0
2^-x = -9.0, then x = 9.0
- -x = 9.0, then x = 9.0
--x = 8.0, then x = 8.0" ] || { echo "no longer as stated" >&2; exit 1; }
