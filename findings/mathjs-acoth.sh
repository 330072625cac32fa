#!/usr/bin/env bash
# Package: mathjs 15.2.0 (npm).
# Expected: d acoth(x)/dx = 1/(1 - x^2) = -1/(x^2 - 1), negative wherever acoth is real (|x| > 1).
# Seen: derivative('acoth(x)', 'x') is -(1/(1 - x^2)): +0.3333 at 2, where differences of the same
#   library's acoth give -0.3333. atanh, whose derivative is the same formula, is right, and so are
#   asinh, acosh, asech and acsch.
# Why it matters: the size is right at every point, only the sign is not; a descent climbs. libmatheval,
#   a C library of another family, makes the same slip (see libmatheval-hyperbolic.sh).
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
for (const [name, x] of [['asinh', 2], ['acosh', 2], ['atanh', 0.5], ['acoth', 2], ['asech', 0.5], ['acsch', 2]]) {
  const f = math.parse(`${name}(x)`), d = math.derivative(f, 'x');
  console.log(name, 'at', x, 'derivative', d.evaluate({ x }).toFixed(4),
    'difference', ((f.evaluate({ x: x + 1e-5 }) - f.evaluate({ x: x - 1e-5 })) / 2e-5).toFixed(4));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "asinh at 2 derivative 0.4472 difference 0.4472
acosh at 2 derivative 0.5774 difference 0.5774
atanh at 0.5 derivative 1.3333 difference 1.3333
acoth at 2 derivative 0.3333 difference -0.3333
asech at 0.5 derivative -2.3094 difference -2.3094
acsch at 2 derivative -0.2236 difference -0.2236" ] || { echo "no longer as stated" >&2; exit 1; }
