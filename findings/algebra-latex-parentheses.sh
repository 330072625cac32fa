#!/usr/bin/env bash
# Package: algebra-latex 2.0.3 (npm), LaTeX to the text of a formula; the texts are read with mathjs 15.2.0.
# Expected: parentheses that change the value stay: (a+b)c comes out as (a+b)*c.
# Seen: that one does, and after a minus or before a power they are dropped. a-(b-c) gives a-b-c,
#   -(a+b) gives -a+b, (-x)^2 gives -x^2, (a^b)^c gives a^b^c, and a-(-b) the text a--b. With a = 2, b = 5,
#   c = 3, x = 3 the values are -6 for 0, 3 for -7, -9 for 9, and 2^125 for 2^15.
# Why it matters: every printed derivative has such forms (a quotient's is full of minus signs); a
#   round trip through LaTeX gives another function, with no error on the way.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts algebra-latex@2.0.3 mathjs@15.2.0 >/dev/null
cat >try.js <<'JS'
const AlgebraLatex = require('algebra-latex');
const math = require('mathjs');
const scope = { a: 2, b: 5, c: 3, x: 3 };
for (const latex of ['(a+b)c', 'a-(b-c)', '-(a+b)', '\\left(-x\\right)^{2}', '(a^{b})^{c}']) {
  const text = new AlgebraLatex().parseLatex(latex).toMath();
  console.log(latex, '->', text, '=', math.evaluate(text, scope).toPrecision(3));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = '(a+b)c -> (a+b)*c = 21.0
a-(b-c) -> a-b-c = -6.00
-(a+b) -> -a+b = 3.00
\left(-x\right)^{2} -> -x^2 = -9.00
(a^{b})^{c} -> a^b^c = 4.25e+37' ] || { echo "no longer as stated" >&2; exit 1; }
