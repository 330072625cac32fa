#!/usr/bin/env bash
# Package: math-expression-evaluator 2.0.7 (npm).
# Expected: 1e-3 is a thousandth, as JavaScript itself prints and reads numbers; 2^3^2 is 512.
# Seen: 1e-3 is 1*e - 3 = -0.2817, 1e3 is 8.1548, 1.5e-7 is -2.9226: the letter is Euler's number and the
#   rest is arithmetic. 2^3^2 is 64, and 2^-2 is an error, but -2^2 is -4.
# Why it matters: JavaScript prints 0.0000001 as 1e-7. A small weight, or the step of a difference quotient,
#   put into the text becomes -4.28, without an error: the slope of x^2 at 0 comes out as 1.83e8.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts math-expression-evaluator@2.0.7 >/dev/null
cat >try.js <<'JS'
const module_ = require('math-expression-evaluator');
const evaluator = new (module_.default || module_)();
for (const text of ['1e-3', '1e3', '1.5e-7', '2^3^2', '-2^2']) console.log(text, '=', evaluator.eval(text).toFixed(4));
const square = x => evaluator.eval(`(${x})^2`), h = 1e-7;
console.log(`slope of x^2 at 0 with h = ${h}:`, ((square(h) - square(0)) / h).toExponential(2));
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "1e-3 = -0.2817
1e3 = 8.1548
1.5e-7 = -2.9226
2^3^2 = 64.0000
-2^2 = -4.0000
slope of x^2 at 0 with h = 1e-7: 1.83e+8" ] || { echo "no longer as stated" >&2; exit 1; }
