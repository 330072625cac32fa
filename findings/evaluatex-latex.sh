#!/usr/bin/env bash
# Package: evaluatex 2.2.0 (npm), a parser of plain formulas and, with an option, of LaTeX.
# Expected: what is read in both ways has one meaning; \sqrt[3]{8} is the cube root, 2.
# Seen: sin x^2 is sin(x^2) = 0.4121 at 3, \sin x^2 is sin(x)^2 = 0.0199. \sqrt[3]{8} is 13.8564, which is
#   the square root of 3 times 8. \exp(x) and \log x are NaN, where exp(x) and log x are right; an unknown
#   name is an error, these are not. x^10 is 0 in LaTeX, x^1 times 0: the grammar of TeX, to the letter.
# Why it matters: a derivative printed as LaTeX with \exp and read back is NaN, or silently another one.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts evaluatex@2.2.0 >/dev/null
cat >try.js <<'JS'
const module_ = require('evaluatex');
const evaluatex = module_.default || module_;
for (const [plain, latex] of [['sin x^2', '\\sin x^2'], ['8^(1/3)', '\\sqrt[3]{8}'], ['exp(x)', '\\exp(x)'],
  ['log x', '\\log x'], ['x^10', 'x^10'], ['x^10', 'x^{10}']])
  console.log('SEEN', plain, evaluatex(plain, { x: 3 })().toFixed(4), latex, evaluatex(latex, { x: 3 }, { latex: true })().toFixed(4));
JS
seen=$(node try.js | sed -n 's/^SEEN //p')
echo "$seen"
[ "$seen" = 'sin x^2 0.4121 \sin x^2 0.0199
8^(1/3) 2.0000 \sqrt[3]{8} 13.8564
exp(x) 20.0855 \exp(x) NaN
log x 1.0986 \log x NaN
x^10 59049.0000 x^10 0.0000
x^10 59049.0000 x^{10} 59049.0000' ] || { echo "no longer as stated" >&2; exit 1; }
