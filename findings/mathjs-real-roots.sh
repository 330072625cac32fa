#!/usr/bin/env bash
# Package: mathjs 15.2.0 (npm).
# Expected: cbrt and nthRoot(x, 3) are the real root; cbrt(-8) = -2, so the derivative there is 1/12.
# Seen: the values are -2, and the derivatives are a complex number, -0.0417 - 0.0722i (1/12 turned by
#   a third of a circle): the rule rewrites both to x^(-2/3)/3, and a power of a negative base is complex.
#   At 0 both derivatives are Infinity, as they should be.
# Why it matters: value and gradient are on two branches of one function; a sum of squares of such
#   residuals has a complex gradient, or NaN once a Number is asked for.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mathjs@15.2.0 >/dev/null
cat >try.js <<'JS'
const math = require('mathjs');
for (const text of ['cbrt(x)', 'nthRoot(x, 3)']) {
  const d = math.derivative(text, 'x');
  const at = d.evaluate({ x: -8 });
  console.log(text, 'at -8', math.evaluate(text, { x: -8 }), 'derivative', math.format(at, 3),
    'difference', ((math.evaluate(text, { x: -7.999 }) - math.evaluate(text, { x: -8.001 })) / 0.002).toFixed(4),
    'at 0', d.evaluate({ x: 0 }));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "cbrt(x) at -8 -2 derivative -0.0417 - 0.0722i difference 0.0833 at 0 Infinity
nthRoot(x, 3) at -8 -2 derivative -0.0417 - 0.0722i difference 0.0833 at 0 Infinity" ] || { echo "no longer as stated" >&2; exit 1; }
