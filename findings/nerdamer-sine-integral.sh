#!/usr/bin/env bash
# Package: nerdamer 1.1.13 (npm), a symbolic engine in JavaScript.
# Expected: Si(x), the integral of sin(t)/t, tends to pi/2; Si(50) = 1.5516170724859359, |Si(x)| < 1.852.
# Seen: Si(10) is right to ten digits, Si(20) is -130.5 (1.5482), Si(30) -1.8e9, Si(50) -1.4e18: so
#   behaves a power series that is cut off.
#   The derivative of the same engine, sin(x)/x, is right at every x: value and gradient part company.
# Why it matters: a check of a gradient against differences of the value fails, and the gradient is right.
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
for (const x of [10, 20, 30, 40, 50])
  console.log(`Si(${x}) =`, nerdamer(`Si(${x})`).evaluate().text('decimals'),
    'derivative', Number(nerdamer.diff('Si(x)', 'x').evaluate({ x: String(x) }).text('decimals')).toFixed(6));
const si = x => Number(nerdamer(`Si(${x})`).evaluate().text('decimals'));
console.log('as stated', Math.abs(si(10) - 1.6583475942) < 1e-8 && Math.abs(si(50)) > 1e15);
JS
seen=$(node try.js)
echo "$seen"
case $seen in *"as stated true") ;; *) echo "no longer as stated" >&2; exit 1 ;; esac
