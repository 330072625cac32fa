#!/usr/bin/env bash
# Package: Genius 1.0.27-1 (Debian genius 1.0.27-1+b1, genius-common 1.0.27-1), a mathematics console.
# Expected: with x = 2, -x^2 and -2^2 are the same number; sqrt(x^2) and (x^2)^(1/2) have one derivative.
# Seen: -x^2 is -4 and -2^2 is 4: the minus belongs to a written number and not to a name, as in
#   mXparser (mxparser-binding.sh); 1-2^2 is -3, so the text before it decides. The symbolic derivative
#   of (x^2)^(1/2) is the constant 1, of sqrt(x^2) x/sqrt(x^2), which is -1 at -3.
# Why it matters: the same slope of |x| has two answers left of 0, by the way it is written.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq genius=1.0.27-1+b1 genius-common=1.0.27-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >try.gel <<'GEL'
x=2
-x^2
-2^2
1-2^2
f=SymbolicDerivative(`(t)=(t^2)^(1/2))
f(-3)
g=SymbolicDerivative(`(t)=sqrt(t^2))
g(-3)
GEL
seen=$(HOME=$dir "$(find root -name genius -path '*bin*' -type f)" <try.gel 2>/dev/null)
echo "$seen"
[ "$seen" = "2
-4
4
-3
(\`(t)=1)
1
(\`(t)=(2*((1/(2*sqrt((t^2))))*t)))
-1" ] || { echo "no longer as stated" >&2; exit 1; }
