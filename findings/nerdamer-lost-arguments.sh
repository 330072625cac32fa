#!/usr/bin/env bash
# Package: nerdamer 1.1.13 (npm), a symbolic engine in JavaScript.
# Expected: a derivative that the engine does not know is an error, or stays unevaluated until it is.
# Seen: it becomes a number that is wrong, in two ways.
#   1. An argument is forgotten: d log(x,2)/dx is 1/x, though the value goes by the base 2;
#      d log(2,x)/dx and d atan2(2,x)/dx are 0 (-7.7459 and -0.3515 at 1.3).
#   2. d max(x,1)/dx, d (x%2)/dx and d x!/dx stay as diff(...), as they should. Evaluated at 1.3, the
#      number goes in first and diff(1.3,x) is 0: all three gradients are 0 (they are 1, 1 and 0.70007).
# Why it matters: a zero gradient looks like a minimum, and an optimiser stops there.
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
for (const f of ['log(x,2)', 'log(2,x)', 'atan2(2,x)', 'max(x,1)', 'x%2', 'x!']) {
  const d = nerdamer.diff(f, 'x');
  const value = at => Number(nerdamer(f, { x: String(at) }).evaluate().text('decimals'));
  console.log(f, '->', d.toString(), 'at 1.3', Number(d.evaluate({ x: '1.3' }).text('decimals')).toFixed(4),
    'difference', ((value(1.3001) - value(1.2999)) / 2e-4).toFixed(4));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "log(x,2) -> x^(-1) at 1.3 0.7692 difference 1.1098
log(2,x) -> 0 at 1.3 0.0000 difference -7.7459
atan2(2,x) -> 0 at 1.3 0.0000 difference -0.3515
max(x,1) -> diff(max(x,1),x) at 1.3 0.0000 difference 1.0000
x%2 -> diff(mod(x,2),x) at 1.3 0.0000 difference 1.0000
x! -> diff(factorial(x),x) at 1.3 0.0000 difference 0.7001" ] || { echo "no longer as stated" >&2; exit 1; }
