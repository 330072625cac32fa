#!/usr/bin/env bash
# Package: algebrite 1.4.0 (npm), its printlatex; read by katex 0.16.25 (npm).
# Expected: printlatex gives LaTeX that a typesetter takes, and that shows the formula.
# Seen: (x^y)^z prints as x^y^z, which TeX and KaTeX refuse ("Double superscript"), and its derivative as
#   \frac{yzx^y^z}{x}; (-x)^y prints as -x^y and (a/b)^x as \frac{a}{b}^x, which are accepted and show
#   another formula. The plain text of the same objects has all its parentheses.
# Why it matters: the engine is right and the page is wrong or empty; the two that look fine are worse.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts algebrite@1.4.0 katex@0.16.25 >/dev/null
cat >try.js <<'JS'
const algebrite = require('algebrite');
const katex = require('katex');
for (const f of ['(x^y)^z', 'd((x^y)^z,x)', '(-x)^y', '(a/b)^x', 'x^(y^z)']) {
  const latex = algebrite.run(`printlatex(${f})`);
  let taken = 'taken';
  try { katex.renderToString(latex); } catch (e) { taken = /Double superscript/.exec(e.message); }
  console.log(algebrite.run(f), '->', latex, String(taken));
}
JS
seen=$(node try.js)
echo "$seen"
[ "$seen" = '(x^y)^z -> x^y^z Double superscript
y*z*(x^y)^z/x -> \frac{yzx^y^z}{x} Double superscript
(-x)^y -> -x^y taken
(a/b)^x -> \frac{a}{b}^x taken
x^(y^z) -> x^{y^z} taken' ] || { echo "no longer as stated" >&2; exit 1; }
