#!/usr/bin/env bash
# Package: nerdamer 1.1.13 (npm), a symbolic engine in JavaScript.
# Expected: nerdamer.diff('f(x)', 'x') and nerdamer('diff(f(x), x)') are two doors to one derivative.
# Seen: for all six inverse hyperbolic functions the first forgets the factor of the inner function.
#   d acosh(x)/dx at 2 is 1/sqrt(3) = 0.577350; the text gives 0.577350, the function 0.267949, which
#   is 1/(x + sqrt(x^2-1)): log(u) was differentiated to 1/u without u'. For asinh at 2 it is 0.236068
#   against 0.447214, for acoth at 2 it is 0.166667 against -0.333333, a gradient with the wrong sign.
# Why it matters: nothing shows which door is right unless a difference quotient stands beside it.
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
for (const [name, x] of [['asinh', 2], ['acosh', 2], ['atanh', 0.5], ['acoth', 2], ['asech', 0.5], ['acsch', 2]]) {
  const f = at => Number(nerdamer(`${name}(${at})`).evaluate().text('decimals'));
  const value = e => Number(e.evaluate({ x: String(x) }).text('decimals')).toFixed(4);
  console.log(name, 'at', x, 'function', value(nerdamer.diff(`${name}(x)`, 'x')),
    'text', value(nerdamer(`diff(${name}(x),x)`)),
    'difference', ((f(x + 1e-4) - f(x - 1e-4)) / 2e-4).toFixed(4));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "asinh at 2 function 0.2361 text 0.4472 difference 0.4472
acosh at 2 function 0.2679 text 0.5774 difference 0.5774
atanh at 0.5 function 0.1667 text 1.3333 difference 1.3333
acoth at 2 function 0.1667 text -0.3333 difference -0.3333
asech at 0.5 function 0.2679 text -2.3094 difference -2.3094
acsch at 2 function 0.6180 text -0.2236 difference -0.2236" ] || { echo "no longer as stated" >&2; exit 1; }
