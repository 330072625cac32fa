#!/usr/bin/env bash
# Package: Yacas 1.3.6-2.1 (Debian), a computer algebra system.
# Expected: abs(x)/x tends to 1 from the right and to -1 from the left, so it has no limit at 0.
# Seen: the limit at 0 is 0, from the right, from the left and without a side; (abs(x)+x)/x is 1 from the
#   right (2), while 1/x has its Infinity and -Infinity: sides are known, but Sign(0) = 0 is put in. The
#   second derivative of abs is 0 everywhere, and its Taylor series at 0 is 0, so x^2+abs(x) has the
#   series x^2. Sqrt(x) gets Infinity*x + Infinity*x^2.
# Why it matters: a one-sided derivative at a kink, taken as a limit, is 0 here, which neither side has,
#   and no condition comes with it.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq yacas=1.3.6-2.1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$dir/root/usr/lib
export LD_LIBRARY_PATH
cat >try.ys <<'YACAS'
Limit(x,0,Right) 1/x;
Limit(x,0,Left) 1/x;
Limit(x,0) Abs(x)/x;
Limit(x,0,Left) Abs(x)/x;
Limit(x,0,Right) Abs(x)/x;
Limit(x,0,Right) (Abs(x)+x)/x;
D(x,2) Abs(x);
Taylor(x,0,3) x^2+Abs(x);
Taylor(x,0,2) Sqrt(x);
YACAS
answers=$(HOME=$dir root/usr/bin/yacas -pc --rootdir "$dir/root/usr/share/yacas/scripts/" <try.ys | sed -n 's/^.*Out> *//p')
seen=$(echo "$answers" | paste -d ' ' try.ys -)
echo "$seen"
[ "$seen" = "Limit(x,0,Right) 1/x; Infinity
Limit(x,0,Left) 1/x; -Infinity
Limit(x,0) Abs(x)/x; 0
Limit(x,0,Left) Abs(x)/x; 0
Limit(x,0,Right) Abs(x)/x; 0
Limit(x,0,Right) (Abs(x)+x)/x; 1
D(x,2) Abs(x); 0
Taylor(x,0,3) x^2+Abs(x); x^2
Taylor(x,0,2) Sqrt(x); Infinity*x+Infinity*x^2" ] || { echo "no longer as stated" >&2; exit 1; }
