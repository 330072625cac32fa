#!/usr/bin/env bash
# Package: uncertainties 3.1.6 (Debian python3-uncertainties 3.1.6-1, python3-future 0.18.2-6), Python 3.
# Expected: the remainder of x by 1 has derivative 1 where it has one; x^1.5 and x^2.5 have 0 at 0.
# Seen: x % 1 has derivative 1 at 2 and umath.fmod(x, 1) -16777215 there, -11184809.67 at 3; in between,
#   at 0.5, both have 1: the one has a rule, the other differences across the jump. At 0 x**2 and x**1.0
#   have their 0 and 1, but x**1.5 and x**2.5 NaN, as has sqrt (Infinity).
# Why it matters: the package propagates errors by these derivatives: an error bar of 1e-3 at a whole
#   number becomes 16777, and one of 0 at the origin NaN.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq python3-uncertainties=3.1.6-1 python3-future=0.18.2-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >try.py <<'PY'
from uncertainties import ufloat, umath


def show(name, f, *points):
    for at in points:
        x = ufloat(at, 1e-3)
        y = f(x)
        print(f"{name} at {at:g}: {y.nominal_value:g} derivative {y.derivatives[x]:.2f}")


show("x % 1", lambda x: x % 1, 0.5, 2, 3)
show("fmod(x, 1)", lambda x: umath.fmod(x, 1), 0.5, 2, 3)
for power in (1.0, 1.5, 2, 2.5):
    show(f"x**{power}", lambda x: x**power, 0)
PY
seen=$(PYTHONPATH=root/usr/lib/python3/dist-packages python3 -W ignore try.py)
echo "$seen"
[ "$seen" = "x % 1 at 0.5: 0.5 derivative 1.00
x % 1 at 2: 0 derivative 1.00
x % 1 at 3: 0 derivative 1.00
fmod(x, 1) at 0.5: 0.5 derivative 1.00
fmod(x, 1) at 2: 0 derivative -16777215.00
fmod(x, 1) at 3: 0 derivative -11184809.67
x**1.0 at 0: 0 derivative 1.00
x**1.5 at 0: 0 derivative nan
x**2 at 0: 0 derivative 0.00
x**2.5 at 0: 0 derivative nan" ] || { echo "no longer as stated" >&2; exit 1; }
