#!/usr/bin/env bash
# Package: algebrite 1.4.0 (npm), a computer algebra system.
# Expected: d Y0(x)/dx = -Y1(x), as d J0(x)/dx = -J1(x); the engine writes bessely(x,0), besselj(x,0).
# Seen: d(bessely(x,0), x) is -besselj(x,1), a function of the other kind. Order 1 and 2 are right, so
#   the second derivative of Y0 mixes both kinds: -besselj(x,0) + besselj(x,1)/x. At 1, -Y1 is 0.7812
#   and -J1 is -0.4401: also the sign is wrong.
# Why it matters: the result is smooth and of the right size; only a number at a point shows it.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts algebrite@1.4.0 >/dev/null
cat >try.js <<'JS'
const algebrite = require('algebrite');
for (const f of ['besselj(x,0)', 'bessely(x,0)', 'besselj(x,1)', 'bessely(x,1)', 'bessely(x,2)', 'd(bessely(x,0),x)'])
  console.log(f, '->', algebrite.run(`d(${f},x)`));
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "besselj(x,0) -> -besselj(x,1)
bessely(x,0) -> -besselj(x,1)
besselj(x,1) -> besselj(x,0)-besselj(x,1)/x
bessely(x,1) -> bessely(x,0)-bessely(x,1)/x
bessely(x,2) -> bessely(x,1)-2*bessely(x,2)/x
d(bessely(x,0),x) -> -besselj(x,0)+besselj(x,1)/x" ] || { echo "no longer as stated" >&2; exit 1; }
