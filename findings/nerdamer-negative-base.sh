#!/usr/bin/env bash
# Package: nerdamer 1.1.13 (npm), a symbolic engine in JavaScript.
# Expected: (-a)^x stays as it is; only for an odd whole x is it -a^x.
# Seen: it becomes -a^x at once, as (-2*a)^x becomes -2^x*a^x. With a = 2 and x = 2 the result evaluates to
#   -4; with the numbers put in first, (-2)^2 is 4. Its derivative by a is -a^(-1+x)*x, which is -4 there
#   (4). (-3)^x, with a number, is left alone, and (-a)^2 is a^2.
# Why it matters: value and gradient are both wrong and agree with one another, so a difference quotient of
#   the engine's own expression does not show it.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nerdamer@1.1.13 >/dev/null
cat >try.js <<'JS'
const nerdamer = require('nerdamer/all');
const at = { a: 2, x: 2 };
for (const text of ['(-a)^x', '(-2*a)^x', '(-3)^x', '(-a)^2']) {
  const f = nerdamer(text), d = nerdamer.diff(text, 'a');
  console.log(text, '->', f.toString(), 'then numbers', f.evaluate(at).text('decimals'),
    'numbers first', nerdamer(text, at).evaluate().text('decimals'),
    'derivative', d.toString(), '=', d.evaluate(at).text('decimals'));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "(-a)^x -> -a^x then numbers -4 numbers first 4 derivative -a^(-1+x)*x = -4
(-2*a)^x -> -2^x*a^x then numbers -16 numbers first 16 derivative -2^x*a^(-1+x)*x = -16
(-3)^x -> (-3)^x then numbers 9 numbers first 9 derivative 0 = 0
(-a)^2 -> a^2 then numbers 4 numbers first 4 derivative 2*a = 4" ] || { echo "no longer as stated" >&2; exit 1; }
