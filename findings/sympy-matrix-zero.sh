#!/usr/bin/env bash
# Package: SymPy 1.11.1 (Debian python3-sympy 1.11.1-1, python3-mpmath 1.2.1-2), Python 3.
# Expected: a number's derivative by a matrix is right, or stays open as that of Determinant(X) does.
# Seen: tr(X) and tr(A*X) are right, their sum is 0 by X, though its parts one by one and the sum by one
#   entry are not. So is tr(X) - 1, 1/tr(X), exp(tr(X)), and what has a determinant: log(det(X)), det(X)^2.
#   A product or quotient loses a part: det(X)*tr(X) gives det(X)*I, x^T*A*x/(x^T*x) only the numerator's.
# Why it matters: a sum of traces, a constant beside them or a log-determinant is what losses and
#   likelihoods of matrices are made of, and 0 says that such a loss is at its minimum everywhere.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq python3-sympy=1.11.1-1 python3-mpmath=1.2.1-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >try.py <<'PY'
from sympy import Determinant, MatrixSymbol, Symbol, Trace, exp, log

n = Symbol("n")
X, A, x = MatrixSymbol("X", n, n), MatrixSymbol("A", n, n), MatrixSymbol("x", n, 1)
for text in """Trace(X)
Trace(A*X)
Trace(X) + Trace(A*X)
Trace(X) - 1
1/Trace(X)
exp(Trace(X))
Determinant(X)
log(Determinant(X))
Determinant(X)**2
Determinant(X)*Trace(X)""".splitlines():
    print(text, "by X:", eval(text).diff(X))
B, b = MatrixSymbol("B", 2, 2), MatrixSymbol("b", 2, 1)
both = Trace(B) + Trace(B**2)
print("Trace(B) + Trace(B**2) by B:", both.diff(B), "by its first entry:", both.doit().diff(B[0, 0]))
quotient = b.T * B * b / (b.T * b)[0, 0]
print("quotient:", quotient.diff(b))
PY
seen=$(PYTHONPATH=root/usr/lib/python3/dist-packages python3 -W ignore try.py)
echo "$seen"
[ "$seen" = "Trace(X) by X: I
Trace(A*X) by X: A.T
Trace(X) + Trace(A*X) by X: 0
Trace(X) - 1 by X: 0
1/Trace(X) by X: 0
exp(Trace(X)) by X: 0
Determinant(X) by X: Derivative(Determinant(X), X)
log(Determinant(X)) by X: 0
Determinant(X)**2 by X: 0
Determinant(X)*Trace(X) by X: Determinant(X)*I
Trace(B) + Trace(B**2) by B: 0 by its first entry: 2*B[0, 0] + 1
quotient: 1/(b[0, 0]**2 + b[1, 0]**2)*B*b + 1/(b[0, 0]**2 + b[1, 0]**2)*B.T*b" ] || { echo "no longer as stated" >&2; exit 1; }
