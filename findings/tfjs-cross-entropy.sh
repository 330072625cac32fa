#!/usr/bin/env bash
# Package: @tensorflow/tfjs 4.22.0 (npm), on its cpu backend.
# Expected: the gradient of losses.softmaxCrossEntropy is that of the loss it computes, -sum(y*log(p)), which
#   is sum(y)*p - y by the logits.
# Seen: it is p - y for any labels y. For a row without a label, all zeros as padding has it, the loss is 0
#   whatever the logits, the gradient p; for two labels, [1, 1, 0], the loss counts both, the gradient one.
#   The same loss written with logSoftmax has its own gradient, and both agree where sum(y) = 1.
# Why it matters: rows meant to be left out push all of their logits down, while the loss shows nothing.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0 >/dev/null
cat >try.js <<'JS'
const tf = require('@tensorflow/tfjs');
const show = values => Array.from(values.dataSync(), v => v.toFixed(4)).join(' ');
const z = tf.tensor2d([[0.1, 0.2, 0.3]]);
for (const row of [[0.5, 0.25, 0.25], [0, 0, 0], [1, 1, 0]]) {
  const y = tf.tensor2d([row]);
  const library = z => tf.losses.softmaxCrossEntropy(y, z);
  const written = z => tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(z))));
  console.log(`labels ${row}`);
  for (const [name, f] of Object.entries({library, written}))
    console.log(`  ${name}: loss ${show(tf.abs(f(z)))} gradient ${show(tf.grad(z => f(z).sum())(z).add(0))}`);
}
JS
seen=$(node try.js 2>/dev/null | grep -e '^labels' -e 'gradient')
echo "$seen"
[ "$seen" = "labels 0.5,0.25,0.25
  library: loss 1.1269 gradient -0.1994 0.0822 0.1172
  written: loss 1.1269 gradient -0.1994 0.0822 0.1172
labels 0,0,0
  library: loss 0.0000 gradient 0.3006 0.3322 0.3672
  written: loss 0.0000 gradient 0.0000 0.0000 0.0000
labels 1,1,0
  library: loss 2.3039 gradient -0.6994 -0.6678 0.3672
  written: loss 2.3039 gradient -0.3988 -0.3356 0.7343" ] || { echo "no longer as stated" >&2; exit 1; }
