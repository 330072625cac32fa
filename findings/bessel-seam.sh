#!/usr/bin/env bash
# Package: bessel 1.0.2 (npm), Bessel functions for spreadsheets.
# Expected: Y0 is smooth, with Y0''(8) = Y1(8)/8 - Y0(8) = -0.243; J0(0) = 1.
# Seen: two approximations meet at 8 with a step of 1e-8 in Y0 and 8e-10 in J0, harmless in values of
#   0.2. But second differences with the usual step of 1e-4 divide it by 1e-8: Y0''(8) comes out as
#   -1.279 and J0''(8) as -0.217 (-0.142), while at 7 and 9 all three digits are right.
#   J0(0) is 1.0000000028, so (J0(x) - 1)/x^2 at 1e-4 is +0.033 (limit -1/4).
# Why it matters: eight right digits of a value are not enough for a second derivative, and a smooth
#   function has a seam that no plot shows.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts bessel@1.0.2 >/dev/null
cat >try.js <<'JS'
const { besselj, bessely } = require('bessel');
const h = 1e-4;
for (const [name, f] of [['J', besselj], ['Y', bessely]])
  for (const x of [7, 8, 9])
    console.log(`${name}0'' at`, x, (f(x, 1) / x - f(x, 0)).toFixed(3),
      'by differences', ((f(x + h, 0) - 2 * f(x, 0) + f(x - h, 0)) / h / h).toFixed(3));
console.log('J0 at 0', besselj(0, 0).toFixed(11), 'quotient', ((besselj(1e-4, 0) - 1) / 1e-8).toFixed(3));
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "J0'' at 7 -0.301 by differences -0.301
J0'' at 8 -0.142 by differences -0.217
J0'' at 9 0.118 by differences 0.118
Y0'' at 7 -0.017 by differences -0.017
Y0'' at 8 -0.243 by differences -1.279
Y0'' at 9 -0.238 by differences -0.238
J0 at 0 1.00000000283 quotient 0.033" ] || { echo "no longer as stated" >&2; exit 1; }
