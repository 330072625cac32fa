#!/usr/bin/env bash
# Package: ADOL-C 2.7.2-6 (Debian libadolc2, libadolc-dev); needs a C++ compiler.
# Expected: forward and reverse mode of one recorded tape give one gradient.
# Seen: at kinks and edges they differ. max(x, y) at (2, 2): forward 1, 1 (along each axis), reverse 0.5,
#   0.5. sqrt at 0: Infinity and 0. x^1.0 at 0: 1 and 0, while x^2.0 is right in both.
#   abs at 0: forward 1 along +x and also 1 along -x (a one-sided slope, not linear in the
#   direction), reverse 0. The Hessian of x^1.5 at 0 has Infinity in the place of the mixed partial
#   with a variable that does not occur.
# Why it matters: a gradient checked by the other mode fails at a kink, and neither mode is at fault alone;
#   the reverse 0 for the first power is plainly wrong, x^1.0 is x.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq libadolc2=2.7.2-6 libadolc-dev=2.7.2-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
library=$(find root -name libadolc.so.2)
LD_LIBRARY_PATH=$(dirname "$library")
export LD_LIBRARY_PATH
cat >try.cpp <<'CPP'
#include <adolc/adolc.h>
#include <cstdio>

template <class F> void show(const char *name, F f, double a, double b) {
  adouble x, y, z;
  double out, at[2] = {a, b}, reverse[2], h0[2], h1[2], *h[2] = {h0, h1}, slope[3];
  trace_on(1);
  x <<= a;
  y <<= b;
  z = f(x, y);
  z >>= out;
  trace_off();
  double ways[3][2] = {{1, 0}, {0, 1}, {-1, 0}};
  for (int i = 0; i < 3; i++) fos_forward(1, 1, 2, 0, at, ways[i], &out, &slope[i]);
  gradient(1, 2, at, reverse);
  hessian(1, 2, at, h);
  printf("%s at (%g, %g): forward %g %g, along -x %g, reverse %g %g, mixed %g\n", name, a, b, slope[0] + 0, slope[1] + 0,
         slope[2] != slope[2] ? __builtin_nan("") : slope[2], reverse[0], reverse[1], h1[0] != h1[0] ? __builtin_nan("") : h1[0] + 0);
}

int main() {
  show("max(x,y)", [](adouble x, adouble y) { return adouble(fmax(x, y)); }, 2, 2);
  show("sqrt(x)", [](adouble x, adouble y) { return adouble(sqrt(x)); }, 0, 0);
  show("x^1.0", [](adouble x, adouble y) { return adouble(pow(x, 1.0)); }, 0, 0);
  show("x^2.0", [](adouble x, adouble y) { return adouble(pow(x, 2.0)); }, 0, 0);
  show("abs(x)", [](adouble x, adouble y) { return adouble(fabs(x)); }, 0, 0);
  show("x^1.5", [](adouble x, adouble y) { return adouble(pow(x, 1.5)); }, 0, 0);
}
CPP
c++ -w -O0 -I"$(dirname "$(dirname "$(find root -name adolc.h)")")" try.cpp -o try "$library"
seen=$(./try 2>/dev/null | grep ' at (')
echo "$seen"
[ "$seen" = "max(x,y) at (2, 2): forward 1 1, along -x 0, reverse 0.5 0.5, mixed 0
sqrt(x) at (0, 0): forward inf 0, along -x nan, reverse 0 0, mixed nan
x^1.0 at (0, 0): forward 1 0, along -x -1, reverse 0 0, mixed 0
x^2.0 at (0, 0): forward 0 0, along -x 0, reverse 0 0, mixed 0
abs(x) at (0, 0): forward 1 0, along -x 1, reverse 0 0, mixed 0
x^1.5 at (0, 0): forward 0 0, along -x 0, reverse 0 0, mixed inf" ] || { echo "no longer as stated" >&2; exit 1; }
