#!/usr/bin/env bash
# Package: mathsteps 0.2.0 (npm), which simplifies step by step and tells each step.
# Expected: the square root of x^2 is |x|, and x/x is 1 with the condition x != 0.
# Seen: nthRoot(x^2) becomes x and nthRoot(x^4, 4) becomes x, though nthRoot((-3)^2) is 3: putting -3 in
#   before or after gives 3 or -3. x/x, 0/x and 0^0 become 1, 0 and 1 with no condition.
# Why it matters: the derivative of the simplified form is 1 where that of the given one is -1, and the step
#   that did it is named CANCEL_EXPONENT_AND_ROOT in the explanation, as if it held.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mathsteps@0.2.0 >/dev/null
cat >try.js <<'JS'
const mathsteps = require('mathsteps');
for (const text of ['nthRoot((-3)^2)', 'nthRoot(x^2)', 'nthRoot(x^4, 4)', 'x/x', '0/x', '0^0']) {
  const steps = mathsteps.simplifyExpression(text);
  console.log(text, '->', String(steps[steps.length - 1].newNode), steps.map(s => s.changeType).join(' '));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "nthRoot((-3)^2) -> 3 SIMPLIFY_ARITHMETIC NTH_ROOT_VALUE
nthRoot(x^2) -> x CANCEL_EXPONENT_AND_ROOT
nthRoot(x^4, 4) -> x CANCEL_EXPONENT_AND_ROOT
x/x -> 1 CANCEL_TERMS
0/x -> 0 REDUCE_ZERO_NUMERATOR
0^0 -> 1 REDUCE_EXPONENT_BY_ZERO" ] || { echo "no longer as stated" >&2; exit 1; }
