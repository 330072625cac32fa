"""Computes the polynomial coefficients that stand in the kernels of org.chainrule.function.kernel.

Run: python3 kernel_coefficients.py    (needs mpmath; prints Java array initialisers)

Each fit interpolates at Chebyshev nodes in high precision and expands the Chebyshev series into
powers of the variable named. The maximal relative error of the fit is printed beside it, before and
after its coefficients are rounded to double; use an odd degree where a removable zero is central.
"""

from mpmath import mp, mpf

mp.dps = 60


def chebyshev_fit(function, low, high, degree):
    """Coefficients of powers of the variable itself, lowest first."""
    count = degree + 1
    middle, half = (mpf(low) + high) / 2, (mpf(high) - low) / 2
    nodes = [mp.cos(mp.pi * (k + mpf(1) / 2) / count) for k in range(count)]
    values = [function(middle + half * node) for node in nodes]
    series = []
    for j in range(count):
        total = mp.fsum(values[k] * mp.cos(j * mp.pi * (k + mpf(1) / 2) / count) for k in range(count))
        series.append(total * 2 / count)
    series[0] /= 2
    # powers of s = (variable - middle)/half
    previous, current = [mpf(1)], [mpf(0), mpf(1)]
    powers = [mpf(0)] * count
    powers[0] += series[0]
    for j in range(1, count):
        for k, c in enumerate(current):
            powers[k] += series[j] * c
        following = [mpf(0)] + [2 * c for c in current]
        for k, c in enumerate(previous):
            following[k] -= c
        previous, current = current, following
    # shift to powers of the variable
    result = [mpf(0)]
    for c in reversed(powers):
        shifted = [mpf(0)] * (len(result) + 1)
        for k, r in enumerate(result):
            shifted[k + 1] += r / half
            shifted[k] -= r * middle / half
        shifted[0] += c
        result = shifted
    return result[:count]


def show(name, function, low, high, degree):
    fitted = chebyshev_fit(function, low, high, degree)
    coefficients = [float(c) for c in fitted]
    worst = rounded = mpf(0)
    for k in range(201):
        x = mpf(low) + (mpf(high) - low) * k / 200
        exact = function(x)
        worst = max(worst, abs(mp.polyval(fitted[::-1], x) / exact - 1))
        rounded = max(rounded, abs(mp.polyval([mpf(c) for c in reversed(coefficients)], x) / exact - 1))
    print("  // %s on [%s, %s], degree %d, relative error %s, with rounded coefficients %s"
          % (name, mp.nstr(low, 3), mp.nstr(high, 3), degree, mp.nstr(worst, 3), mp.nstr(rounded, 3)))
    print("  // low part of the first coefficient: %r" % float(fitted[0] - coefficients[0]))
    listing(coefficients)


def listing(values):
    print("  {")
    for value in values:
        print("    %r," % value)
    print("  }")


def removable(function, at, derivative):
    def quotient(x):
        return derivative if x == at else function(x)
    return quotient


def double_double(value):
    high = float(value)
    return high, float(value - high)


def main():
    print("erf(x)/x - 2/sqrt(pi), divided by x^2, in powers of x^2")
    first = 2 / mp.sqrt(mp.pi)
    def erf_rest(z):
        if z < mpf(10) ** -8:
            return first * (-mpf(1) / 3 + z / 10 - z * z / 42)
        root = mp.sqrt(z)
        return (mp.erf(root) / root - first) / z
    show("erf rest", erf_rest, mpf(0), mpf(1), 13)
    print("  2/sqrt(pi) = %r + %r" % double_double(first))

    print("(1 + 2x) exp(x^2) erfc(x), in powers of t = (x - 2)/(x + 2)")
    def erfcx_of(t):
        if t >= 1:
            return 2 / mp.sqrt(mp.pi)
        x = 2 * (1 + t) / (1 - t)
        if x > 100:
            return (1 + 2 * x) * asymptotic_erfcx(x)
        with mp.workdps(60 + int(x * x / 2)):
            return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)
    def asymptotic_erfcx(x):
        term, total, k = mpf(1), mpf(1), 0
        while abs(term) > mpf(10) ** -50 and k < 200:
            k += 1
            term *= -(2 * k - 1) / (2 * x * x)
            total += term
        return total / (x * mp.sqrt(mp.pi))
    show("scaled erfc", erfcx_of, mpf(-7) / 9, mpf(1), 28)

    print("lgamma(1 + t)/t in powers of t")
    show("lgamma at 1", removable(lambda t: mp.loggamma(1 + t) / t, 0, -mp.euler), mpf(-3) / 10, mpf(1) / 2, 23)
    print("lgamma(2 + s)/s in powers of s")
    show("lgamma at 2", removable(lambda s: mp.loggamma(2 + s) / s, 0, 1 - mp.euler), mpf(-1) / 2, mpf(1) / 2, 19)

    zero = mp.findroot(mp.digamma, mpf("1.4616321449683623"))
    print("digamma(1 + t)/(t - zero) in powers of t - 1/2; zero = digamma's positive zero - 1")
    print("  zero - 1 = %r + %r" % double_double(zero - 1))
    def digamma_rest(t):
        if abs(t - (zero - 1)) < mpf(10) ** -25:
            return mp.polygamma(1, zero)
        return mp.digamma(1 + t) / (t - (zero - 1))
    show("digamma rest", lambda u: digamma_rest(u + mpf(1) / 2), mpf(-1) / 2, mpf(1) / 2, 22)

    print("Taylor coefficients of 1/Gamma(1 + z), as double-doubles")
    with mp.workdps(160):
        taylor = mp.taylor(lambda z: mp.rgamma(1 + z), 0, 40)
    for c in taylor:
        print("    %r, %r," % double_double(c))


if __name__ == "__main__":
    main()
