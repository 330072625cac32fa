#!/usr/bin/env bash
# Package: @tensorflow/tfjs 4.22.0 (npm), on its cpu backend.
# Expected: one engine breaks a tie of a maximum in one way; |x| at 0 has the slope 0, as sign(0) is 0.
# Seen: with all arguments 2, maximum(a, b) gives 1, 0; max([2, 2, 2]) gives 1, 1, 1, a gradient three
#   times too long; maxPool over four equal entries gives 1, 0, 0, 0. relu6 at 6 has 1 where relu at 0
#   has 0; clipByValue has 1 at both ends. abs at 0 has -1.
#   pow(x, 0), the constant 1, has NaN at 0.
# Why it matters: a max taken by reduction and the same max taken in pairs train differently, and a penalty
#   |w| pushes every weight that starts at exactly 0.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 >/dev/null
cat >try.js <<'JS'
const tf = require('@tensorflow/tfjs');
(async () => {
  await tf.setBackend('cpu');
  const show = (name, grads) => console.log(name, grads.map(g => Array.from(g.dataSync()).join(' ')).join(' '));
  const one = (f, x) => [tf.grad(f)(tf.scalar(x))];
  show('maximum', tf.grads((a, b) => tf.maximum(a, b))([tf.scalar(2), tf.scalar(2)]));
  show('max', [tf.grad(x => tf.max(x))(tf.tensor1d([2, 2, 2]))]);
  show('maxPool', [tf.grad(x => tf.sum(tf.maxPool(x, 2, 2, 'valid')))(tf.fill([2, 2, 1], 2))]);
  show('relu at 0, relu6 at 0 and 6', [...one(tf.relu, 0), ...one(tf.relu6, 0), ...one(tf.relu6, 6)]);
  show('clip at 0 and 1', [...one(x => tf.clipByValue(x, 0, 1), 0), ...one(x => tf.clipByValue(x, 0, 1), 1)]);
  show('abs at 0', one(tf.abs, 0));
  show('pow(x, 0) at 0', one(x => tf.pow(x, tf.scalar(0)), 0));
})();
JS
seen=$(node try.js 2>/dev/null | grep -E '^(max|relu|clip|abs|pow)')
echo "$seen"
[ "$seen" = "maximum 1 0
max 1 1 1
maxPool 1 0 0 0
relu at 0, relu6 at 0 and 6 0 0 1
clip at 0 and 1 1 1
abs at 0 -1
pow(x, 0) at 0 NaN" ] || { echo "no longer as stated" >&2; exit 1; }
