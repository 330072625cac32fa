#!/usr/bin/env bash
# Package: GNU libmatheval 1.1.11+dfsg-5 (Debian), a C library with evaluator_derivative; needs a C compiler.
# Expected: d asinh(x)/dx = 1/sqrt(1 + x^2), d acoth(x)/dx = 1/(1 - x^2).
# Seen: asinh has the derivative of asin, 1/sqrt(1 - x^2): NaN at 1.3 (0.6097), 1.0911 at 0.4 (0.9285),
#   exact only at 0. acoth has 1/(x^2 - 1), the wrong sign everywhere: 1.4493 at 1.3 (-1.4493). The
#   other functions are right where they are defined. abs at 0 has 1, as step(0) is 1, and x*step(x)
#   has NaN at 0, since its derivative keeps delta(x)*x.
# Why it matters: a test at 0, or at small x, sees nothing: at 0.01 the two asinh agree to 1e-4.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq libmatheval1=1.1.11+dfsg-5 libmatheval-dev=1.1.11+dfsg-5 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
library=$(find root -name libmatheval.so.1)
LD_LIBRARY_PATH=$(dirname "$library")
export LD_LIBRARY_PATH
cat >try.c <<'C'
#include <matheval.h>
#include <math.h>
#include <stdio.h>

static void show(char *text, double x) {
  void *f = evaluator_create(text), *d = evaluator_derivative(f, "x");
  double value = evaluator_evaluate_x(d, x);
  double quotient = (evaluator_evaluate_x(f, x + 1e-5) - evaluator_evaluate_x(f, x - 1e-5)) / 2e-5;
  printf("%s at %g: %.4f, difference %.4f\n", text, x, isnan(value) ? NAN : value, quotient);
}

int main(void) {
  show("asin(x)", 0.4);
  show("asinh(x)", 0.4);
  show("asinh(x)", 1.3);
  show("acosh(x)", 1.3);
  show("acoth(x)", 1.3);
  show("abs(x)", 0);
  show("x*step(x)", 0);
  return 0;
}
C
cc -o try try.c -I"$(dirname "$(find root -name matheval.h)")" "$library" -lm
seen=$(./try)
echo "$seen"
[ "$seen" = "asin(x) at 0.4: 1.0911, difference 1.0911
asinh(x) at 0.4: 1.0911, difference 0.9285
asinh(x) at 1.3: nan, difference 0.6097
acosh(x) at 1.3: 1.2039, difference 1.2039
acoth(x) at 1.3: 1.4493, difference -1.4493
abs(x) at 0: 1.0000, difference 0.0000
x*step(x) at 0: nan, difference 0.5000" ] || { echo "no longer as stated" >&2; exit 1; }
