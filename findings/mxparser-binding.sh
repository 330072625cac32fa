#!/usr/bin/env bash
# Package: org.mariuszgromada.math:MathParser.org-mXparser 5.2.1 (Maven).
# Expected: a number in place of a variable of that value changes nothing; a factorial binds tighter
#   than a power.
# Seen: with x = 2, exp(-x^2) is 0.0183 and exp(-2^2) is 54.6: the minus belongs to a written number,
#   but not to a variable (-2^2 = 4, -x^2 = -4, also with a space, - 2^2). With y = 3, -y! is -6 and
#   -3! is NaN. And 2^3! is (2^3)! = 40320, not 2^6 = 64.
#   Genius (see genius-minus.sh) treats the written minus alike.
# Why it matters: putting numbers into the text of a formula is how gradients are often checked.
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
  public static void main(String[] args) {
    for (String text : new String[] {"-x^2", "-2^2", "- 2^2", "exp(-x^2)", "exp(-2^2)", "1/-x^2", "1/-2^2", "-y!", "-3!", "2^3!"})
      System.out.printf("SEEN %s = %.4f%n", text,
          new Expression(text, new Argument("x", 2), new Argument("y", 3)).calculate());
  }
}
JAVA
seen=$(java -cp "$dir/*" Try.java | sed -n 's/^SEEN //p')
echo "$seen"
[ "$seen" = "-x^2 = -4.0000
-2^2 = 4.0000
- 2^2 = 4.0000
exp(-x^2) = 0.0183
exp(-2^2) = 54.5982
1/-x^2 = -0.2500
1/-2^2 = 0.2500
-y! = -6.0000
-3! = NaN
2^3! = 40320.0000" ] || { echo "no longer as stated" >&2; exit 1; }
