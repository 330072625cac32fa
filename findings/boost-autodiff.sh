#!/usr/bin/env bash
# Package: Boost.Math autodiff, libboost1.81-dev 1.81.0-5+deb12u1 (Debian); needs a C++17 compiler.
# Expected: tanh is 1 with derivative 0 far right, as it is -1 with 0 far left; 0^x is 0 for x > 0;
#   (-2)^2 is 4 whatever the type of the exponent.
# Seen: tanh(800) is NaN in value and all derivatives, tanh(-800) is -1, 0, 0: odd symmetry is lost beside
#   an overflow. pow(0.0, x) at 2 is NaN. pow(x, y) with y = 2 as a variable is NaN in value at x = -2 and
#   right in value, but NaN in the derivative, at 0; with the number 2.0 both are 4, -4 and 0, 0.
# Why it matters: the plain std::tanh and std::pow of the same numbers are right, so the NaN comes with
#   the change of type alone.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq libboost1.81-dev=1.81.0-5+deb12u1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >try.cpp <<'CPP'
#include <boost/math/differentiation/autodiff.hpp>
#include <cstdio>
using namespace boost::math::differentiation;

static double plain(double x) { return x != x ? __builtin_nan("") : x + 0; }

template <class F> void show(const char *name, F f, double at) {
  auto y = f(make_fvar<double, 2>(at));
  printf("%s at %g: %g %g %g\n", name, at, plain(y.derivative(0)), plain(y.derivative(1)), plain(y.derivative(2)));
}

int main() {
  show("tanh(x)", [](auto x) { return tanh(x); }, -800);
  show("tanh(x)", [](auto x) { return tanh(x); }, 800);
  show("pow(0.0,x)", [](auto x) { return pow(0.0, x); }, 2);
  show("pow(x,2.0)", [](auto x) { return pow(x, 2.0); }, -2);
  show("pow(x,y)", [](auto x) { return pow(x, x * 0 + 2); }, -2);
  show("pow(x,2.0)", [](auto x) { return pow(x, 2.0); }, 0);
  show("pow(x,y)", [](auto x) { return pow(x, x * 0 + 2); }, 0);
}
CPP
c++ -std=c++17 -w -O0 -Iroot/usr/include try.cpp -o try
seen=$(./try)
echo "$seen"
[ "$seen" = "tanh(x) at -800: -1 0 0
tanh(x) at 800: nan nan nan
pow(0.0,x) at 2: nan nan nan
pow(x,2.0) at -2: 4 -4 2
pow(x,y) at -2: nan nan nan
pow(x,2.0) at 0: 0 0 2
pow(x,y) at 0: 0 nan nan" ] || { echo "no longer as stated" >&2; exit 1; }
