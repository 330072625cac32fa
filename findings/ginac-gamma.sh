#!/usr/bin/env bash
# Package: GiNaC 1.8.6-1 (Debian ginac-tools, libginac11), with CLN 1.3.6-4.
# Expected: tgamma(20) and tgamma(20.0) are 19! = 1.21645e17; tgamma is positive right of 0.
# Seen: the exact argument gives 19!, the decimal one 1.21752e17, wrong in the fourth digit at the
#   default of 17 digits. tgamma(5.5) has 10 right digits, tgamma(50.5) is -3.7e65 for 4.29e63,
#   tgamma(150.5) -3.5e268 for 4.66e261, lgamma(200.5) is 878.0 + 3.14*I for 860.58, and
#   beta(0.5, 100.0) is 0.332 for 0.177. With 50 digits set, tgamma(20.5) has 28 right ones.
# Why it matters: GiNaC differentiates tgamma to psi(x)*tgamma(x) and has no number for psi(20.5), so
#   differences of this tgamma are the obvious way to a derivative: at 50 they have the wrong sign.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq ginac-tools=1.8.6-1 libginac11=1.8.6-1 libcln6=1.3.6-4 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
ginsh=$(find root -name ginsh -type f)
LD_LIBRARY_PATH=$(dirname "$(find root -name 'libginac.so*' | head -n 1)")
export LD_LIBRARY_PATH
seen=$("$ginsh" <<'GINSH'
tgamma(20);
tgamma(5.5);
tgamma(20.0);
tgamma(50.5);
tgamma(150.5);
lgamma(200.5);
beta(0.5, 100.0);
psi(20.5);
diff(tgamma(x), x);
GINSH
)
seen=$(echo "$seen" | tail -n 9)
echo "$seen"
[ "$(echo "$seen" | cut -c 1-9)" = "121645100
52.342777
1.2175184
-3.728339
-3.540032
878.03855
0.3318586
psi(20.5)
psi(x)*tg" ] || { echo "no longer as stated" >&2; exit 1; }
