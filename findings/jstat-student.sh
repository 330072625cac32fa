#!/usr/bin/env bash
# Package: jstat 1.9.6 (npm).
# Expected: a distribution function of a law symmetric about 0 is 1/2 at 0 and grows; with a million
#   degrees of freedom Student's is the normal's to six digits: at 0.001, 0.500399.
# Seen: studentt.cdf(0.001, 1e6) is 0.4834, less than a half right of the centre. It goes by the
#   incomplete beta function, which is 0.4404 at 1/2 for equal parameters of 1e6 (1/2 by symmetry),
#   0.49989 for 1e5, right to eight digits for 100. The far tail is lost too: normal.cdf(-10, 0, 1) is
#   exactly 0 (7.6199e-24), so its logarithm is -Infinity and the gradient of a likelihood NaN.
# Why it matters: no density (these are right) is the derivative of such a function.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts jstat@1.9.6 >/dev/null
cat >try.js <<'JS'
const { jStat } = require('jstat');
console.log('student', jStat.studentt.cdf(0.001, 1e6).toFixed(4), 'normal', jStat.normal.cdf(0.001, 0, 1).toFixed(4));
for (const n of [1e2, 1e5, 1e6]) console.log('beta at 1/2, parameters', n, jStat.beta.cdf(0.5, n, n).toFixed(5));
console.log('normal at -10', jStat.normal.cdf(-10, 0, 1));
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = "student 0.4834 normal 0.5004
beta at 1/2, parameters 100 0.50000
beta at 1/2, parameters 100000 0.49989
beta at 1/2, parameters 1000000 0.44041
normal at -10 0" ] || { echo "no longer as stated" >&2; exit 1; }
