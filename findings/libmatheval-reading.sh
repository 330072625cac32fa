#!/usr/bin/env bash
# Package: GNU libmatheval 1.1.11+dfsg-5 (Debian), a C library with evaluator_derivative; needs a C compiler.
# Expected: text that is no expression of the language is refused (evaluator_create returns NULL, as it
#   does for x#2 or 2x).
# Seen: a character the scanner does not know is written to standard output and then left out. x! is
#   accepted and is x; [x+1]*2 is x+1*2, so its derivative is 1 and not 2; {x}^2 is x^2.
#   And powers go from the left: x^2^3 is (x^2)^3, derivative 6x^5 instead of 8x^7.
# Why it matters: the value comes back without an error, and the derivative is exact, of another function.
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
#include <stdio.h>

static void show(char *text) {
  void *f = evaluator_create(text);
  if (f)
    printf(" (echoed) %s at 3 is %g, derivative at 1 is %g\n", text, evaluator_evaluate_x(f, 3),
        evaluator_evaluate_x(evaluator_derivative(f, "x"), 1));
  else
    printf(" (echoed) %s is refused\n", text);
}

int main(void) {
  show("2x");
  show("x!");
  show("[x+1]*2");
  show("(x+1)*2");
  show("{x}^2");
  show("x^2^3");
  return 0;
}
C
cc -o try try.c -I"$(dirname "$(find root -name matheval.h)")" "$library" -lm
seen=$(./try)
echo "$seen"
[ "$seen" = " (echoed) 2x is refused
! (echoed) x! at 3 is 3, derivative at 1 is 1
[] (echoed) [x+1]*2 at 3 is 5, derivative at 1 is 1
 (echoed) (x+1)*2 at 3 is 8, derivative at 1 is 2
{} (echoed) {x}^2 at 3 is 9, derivative at 1 is 2
 (echoed) x^2^3 at 3 is 729, derivative at 1 is 6" ] || { echo "no longer as stated" >&2; exit 1; }
