#!/usr/bin/env bash
# Package: nerdamer 1.1.13 (npm), its toTeX and its own reader convertFromLaTeX.
# Expected: LaTeX that shows the formula, so that the reader gives it back.
# Seen: a base that is a product, a quotient or negative loses its parentheses under a symbolic exponent:
#   (a*b)^x prints as a \cdot b^{x}, (a/b)^x as \frac{a^{x}}{b}, (-1)^k as -1^{k}. Read back they are
#   a*b^x, a^x*b^(-1) and -1: with a = 2, b = 5, x = 3, k = 2 they are 250 for 1000, 1.6 for 0.064, -1 for 1.
#   The engine itself computes the right values; (a/b)^2, with a number, prints right.
# Why it matters: (-1)^k is in nearly every printed series; the sign of its terms is gone on paper.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nerdamer@1.1.13 >/dev/null
cat >try.js <<'JS'
const nerdamer = require('nerdamer');
const value = e => Number(e.evaluate({ a: 2, b: 5, x: 3, k: 2 }).text('decimals')).toPrecision(3);
for (const text of ['(a/b)^2', '(a*b)^x', '(a/b)^x', '(-1)^k']) {
  const f = nerdamer(text), latex = f.toTeX(), back = nerdamer.convertFromLaTeX(latex);
  console.log(text, '=', value(f), '->', latex, '->', back.toString(), '=', value(nerdamer(back.toString())));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = '(a/b)^2 = 0.160 -> \frac{a^{2}}{b^{2}} -> a^2*b^(-2) = 0.160
(a*b)^x = 1.00e+3 -> a \cdot b^{x} -> a*b^x = 250
(a/b)^x = 0.0640 -> \frac{a^{x}}{b} -> a^x*b^(-1) = 1.60
(-1)^k = 1.00 -> -1^{k} -> -1 = -1.00' ] || { echo "no longer as stated" >&2; exit 1; }
