"""Computes the reference values that the kernels' tests measure against.

Run: python3 kernel_references.py DIRECTORY [SCALE]    (needs mpmath)

Writes one CSV a family. A row is

    function;argument,argument,...;value;rest

with arguments and value as hexadecimal doubles. The value is the exact result rounded to the nearest
double; exact = value + rest * ulp(value), so that errors far below one ulp can be measured. Every
result was computed at two precisions that agree to 25 digits, rising until they do.
"""

import math
import os
import random
import sys

from mpmath import mp, mpf

SCALE = 1.0


class OutsideDomain(Exception):
    pass


def rounded(exact):
    """The nearest double, and what is left in its ulps."""
    if exact == 0:
        return 0.0, 0.0
    quantum = max(int(mp.floor(mp.log(abs(exact), 2))) - 52, -1074)
    whole = int(mp.nint(mp.ldexp(exact, -quantum)))
    try:
        value = math.ldexp(whole, quantum)
    except OverflowError:
        return math.copysign(math.inf, whole), 0.0
    return value, float((exact - mpf(value)) / mpf(math.ulp(value)))


def exact_value(function, arguments):
    exact = [mpf(a) for a in arguments]
    previous = None
    for digits in (60, 110, 220, 440, 880, 1760):
        with mp.workdps(digits):
            current = mpf(function(*exact))
        if not mp.isfinite(current):
            raise OutsideDomain
        if previous is not None:
            with mp.workdps(digits):
                settled = current != 0 or digits > 800
                if settled and abs(previous - current) <= abs(current) * mpf(10) ** -25:
                    return current
        previous = current
    raise ArithmeticError("no agreement for %r" % (arguments,))


# ---- sample points

def count(n):
    return max(1, int(n * SCALE))


def magnitudes(low, high, n, signs=(1,)):
    return [random.choice(signs) * math.exp(random.uniform(math.log(low), math.log(high)))
            for _ in range(count(n))]


BOTH = (1, -1)


def uniform(low, high, n):
    return [random.uniform(low, high) for _ in range(count(n))]


def near(center, n=30):
    """Points that close in on a centre, and its neighbours."""
    points, below, above = [center], center, center
    for _ in range(3):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        points += [below, above]
    scale = abs(center) if center else 1.0
    for _ in range(count(n)):
        points.append(center + random.choice(BOTH) * scale * 2.0 ** -random.uniform(1, 52))
    return points


TINY = [5e-324, -5e-324, 1e-320, -3e-315, 2.2250738585072014e-308, -1e-300]
HUGE = [1e300, -1e300, 1.7976931348623157e308]


def everywhere(n=150):
    return magnitudes(1e-300, 1e300, n, BOTH) + magnitudes(1e-3, 1e3, 2 * n, BOTH) + TINY + HUGE


def positive(n=150):
    return [abs(x) for x in everywhere(n)]


# ---- functions that mpmath lacks, stable enough for the rising precision to settle

def log1p(x):
    return mp.log1p(x)


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if x > 0 else mp.exp(x) / (1 + mp.exp(x))


def softplus(x):
    return x + mp.log1p(mp.exp(-x)) if x > 0 else mp.log1p(mp.exp(x))


def elu(x, a):
    return x if x > 0 else a * mp.expm1(x)


def selu(x):
    scale = mpf("1.0507009873554804934193349852946")
    return scale * elu(x, mpf("1.6732632423543772848170429916717"))


def gelu(x):
    return x * mp.erfc(-x / mp.sqrt(2)) / 2


def log_gamma(x):
    if x > 0:
        return mp.loggamma(x)
    if x == mp.floor(x):
        raise OutsideDomain
    return mp.log(mp.pi / abs(x * mp.sinpi(x))) - mp.loggamma(-x)


def gamma(x):
    if x <= 0 and x == mp.floor(x):
        raise OutsideDomain
    return mp.gamma(x)


def factorial(x):
    return gamma(x + 1)


def digamma(x):
    if x <= 0:
        if x == mp.floor(x):
            raise OutsideDomain
        return mp.digamma(1 - x) - mp.pi * mp.cospi(x) / mp.sinpi(x)
    return mp.digamma(x)


def trigamma(x):
    if x <= 0:
        if x == mp.floor(x):
            raise OutsideDomain
        return (mp.pi / mp.sinpi(x)) ** 2 - mp.zeta(2, 1 - x)
    return mp.zeta(2, x)


def polygamma(n, x):
    n = int(n)
    if x <= 0:
        if x == mp.floor(x):
            raise OutsideDomain
        # shift up to the first positive point
        shift = int(mp.ceil(-x)) + 1
        total = mp.zeta(n + 1, x + shift)
        total += mp.fsum((x + k) ** -(n + 1) for k in range(shift))
    else:
        total = mp.zeta(n + 1, x)
    return (-1) ** (n + 1) * mp.factorial(n) * total


def binomial(x, y):
    if x < 0 and x == mp.floor(x):
        if y != mp.floor(y):
            raise OutsideDomain
        if y < 0:
            return mpf(0)
        return (-1) ** int(y) * mp.binomial(y - x - 1, y)
    digits = mp.dps
    with mp.workdps(digits + 3 * int(mp.log10(2 + abs(x) + abs(y)))):  # x and x - y must differ
        return mp.gamma(x + 1) * mp.rgamma(y + 1) * mp.rgamma(x - y + 1)


def power(x, y):
    if x == 0 and y <= 0 and y != 0:
        raise OutsideDomain
    if x < 0 and y != mp.floor(y):
        raise OutsideDomain
    return mp.power(x, y) if y != 0 else mpf(1)


def guarded(function, condition):
    def wrapped(*arguments):
        if not condition(*arguments):
            raise OutsideDomain
        return function(*arguments)
    return wrapped


def log_sum_exp(*values):
    largest = max(values)
    others = list(values)
    others.remove(largest)
    return largest + mp.log1p(mp.fsum(mp.exp(v - largest) for v in others))


def soft_max(index, *values):
    index = int(index)
    return 1 / mp.fsum(mp.exp(v - values[index]) for v in values)


def log_soft_max(index, *values):
    index = int(index)
    return -mp.log1p(mp.fsum(mp.exp(v - values[index]) for k, v in enumerate(values) if k != index))


# ---- the families

def multiples_of_half_pi(n=40):
    points = []
    for _ in range(count(n)):
        k = int(math.exp(random.uniform(0, 40)))
        points.append(float(mp.pi / 2 * k) * random.choice(BOTH))
    return points + [float(mp.pi / 2 * k) for k in range(-8, 9)]


def angles():
    points = everywhere(100) + uniform(-10, 10, 100) + multiples_of_half_pi()
    points += [6381956970095103 * 2.0 ** 797]  # the hardest argument reduction of a double
    for k in range(-4, 5):
        points += near(float(mp.pi / 2 * k), 6)
    return points


def unit():
    return (uniform(-1, 1, 150) + magnitudes(1e-300, 1, 100, BOTH) + near(1.0) + near(-1.0)
            + near(0.5) + near(-0.5) + TINY)


def small(low, high, n=200):
    return uniform(low, high, n) + uniform(-3, 3, n) + magnitudes(1e-300, 10, n, BOTH) + near(1.0, 10) + TINY


def gamma_points():
    points = uniform(0, 172, 300) + uniform(-190, 0, 250) + uniform(-6, 6, 250) + magnitudes(1e-308, 1, 80, BOTH)
    points += [k / 2 for k in range(-380, 344)]
    for k in range(-30, 6):
        points += near(float(k), 4)
    for k in range(-185, -30, 7):
        points += near(float(k), 4)
    return points + near(171.62437695630271, 20) + near(1.0) + near(2.0) + TINY


def zeros(function, intervals):
    found = []
    with mp.workdps(40):
        for low, high in intervals:
            low, high = mpf(low), mpf(high)
            if mp.sign(function(low)) == mp.sign(function(high)):
                continue
            for _ in range(120):
                middle = (low + high) / 2
                if mp.sign(function(middle)) == mp.sign(function(low)):
                    low = middle
                else:
                    high = middle
            found.append(float((low + high) / 2))
    return found


def log_gamma_zeros():
    edge = mpf(10) ** -25
    return zeros(log_gamma, [(-n - 1 + edge, -n - mpf(1) / 2) for n in range(2, 18)]
                 + [(-n - mpf(1) / 2, -n - edge) for n in range(2, 18)] + [(-2 - mpf(3) / 4, -2 - mpf(1) / 2)])


def log_gamma_points():
    points = (positive(200) + uniform(0, 12, 300) + uniform(12, 300, 60) + uniform(-100, 0, 400)
              + uniform(-6, 0, 200) + magnitudes(1, 1e15, 100, (-1,)) + magnitudes(1e-300, 1, 60, (-1,)))
    for center in (0.7, 1.0, 1.5, 2.0, 2.5, 8.0):
        points += near(center, 40)
    for center in log_gamma_zeros():
        points += near(center, 8)
    for k in range(-70, 0):
        points += near(float(k), 1)
    return points


def digamma_points():
    points = (positive(150) + uniform(0, 12, 300) + uniform(-100, 0, 200) + uniform(-6, 0, 100)
              + magnitudes(1, 1e15, 100, (-1,)) + magnitudes(1e-300, 1, 60, (-1,)))
    for center in (1.0, 1.4616321449683622, 2.0, 10.0):
        points += near(center, 40)
    numbers = list(range(0, 30)) + [50, 99, 1000, 12345, 20000, 10 ** 6, 10 ** 9]
    edge = mpf(10) ** -9
    for center in zeros(digamma, [(-n - 1 + edge, -n - edge) for n in numbers]):
        points += near(center, 3)
    for k in range(-40, 0, 3):
        points += near(float(k), 2)
    return points + [-20000.5, -0.5, 0.5]


def trigamma_points():
    points = (magnitudes(1e-153, 1e300, 200) + uniform(0, 12, 250) + uniform(-100, 0, 200)
              + magnitudes(1, 1e15, 60, (-1,)) + magnitudes(1e-150, 1, 60, (-1,)))
    for center in (1.0, 2.0, 10.0, -1.0, -5.0, -50.0):
        points += near(center, 10)
    return points


def pairs(first, second):
    random.shuffle(first)
    random.shuffle(second)
    return list(zip(first, second))


def power_points():
    points = [(x, random.uniform(-700, 700) / abs(math.log(abs(x)))) for x in magnitudes(1e-300, 1e300, 250)]
    points += [(-x, float(round(y))) for x, y in points if abs(y) > 1][:count(100)]
    points += pairs(near(1.0, 100), magnitudes(1e-5, 1e12, 100, BOTH))
    points += pairs(uniform(0, 20, 150), uniform(-20, 20, 150))
    points += [(x, float(n)) for x, n in pairs(uniform(-3, 3, 100), [random.randint(-20, 20) for _ in range(count(100))])]
    return [(x, y) for x, y in points if x]


def binomial_points():
    points = [(float(n), float(k)) for n in range(0, 62, 3) for k in range(0, n + 1, 2)]
    points += [(float(-n), float(k)) for n in range(1, 20, 4) for k in range(0, 20, 3)]
    points += pairs(uniform(0, 30, 200), uniform(0, 30, 200)) + pairs(uniform(-20, 20, 200), uniform(-20, 20, 200))
    points += [(x, float(k)) for x, k in pairs(uniform(-60, 60, 100), [random.randint(0, 40) for _ in range(count(100))])]
    points += [(x, random.uniform(0, 1) * x) for x in uniform(30, 1025, 120)]
    points += [(x, random.uniform(0, 10)) for x in magnitudes(30, 1e30, 100)]
    points += [(1e100, 2.5), (1e200, 1.25), (1000.0, 500.0), (1029.0, 514.0), (1030.0, 515.0)]
    points += [(float(n), float(random.randint(0, n))) for n in [random.randint(50, 5000) for _ in range(count(60))]]
    points += [(x, x + random.uniform(-3, 3)) for x in uniform(30, 300, 60)]
    points += [(x, random.uniform(-250, 250)) for x in uniform(-250, 250, 120)]
    points += [(x, random.uniform(-3000, 3000)) for x in uniform(-3000, 3000, 60)]
    points += [(random.uniform(-2, 2), x) for x in magnitudes(100, 1e15, 40, BOTH)]
    points += [(x, random.uniform(0, 30)) for x in magnitudes(100, 1e10, 40, (-1,))]
    return points


def vectors(with_index):
    rows = []
    for spread, shift, n in ((1, 0, 60), (10, 0, 60), (700, 0, 60), (5, -3, 60), (1, -1.5, 60), (1, 1000, 30),
                             (1, -1000, 30), (1e-3, -1, 60), (1e-12, 0, 30)):
        for _ in range(count(n)):
            values = [random.uniform(-spread, spread) + shift for _ in range(random.randint(1, 6))]
            rows.append(values)
    for _ in range(count(60)):  # the sum of exponentials is almost 1: logsumexp almost 0
        values = [random.uniform(-6, -2) for _ in range(random.randint(1, 5))]
        rest = 1 - math.fsum(math.exp(v) for v in values)
        values.append(math.log(rest) * (1 + random.choice((0, 1e-15, 1e-10, 1e-6, 1e-3))))
        rows.append(values)
    for _ in range(count(30)):  # the same, at every scale
        tiny = -math.exp(random.uniform(-600, -1))
        rows.append([tiny, math.log(-math.expm1(tiny)) * (1 + random.choice((0, 1e-15, 1e-10, 1e-3)))])
    rows += [[1000.0, 1000.0, 1000.0], [0.0], [-math.log(2), -math.log(2)], [-math.log(3)] * 3]
    return [[float(random.randrange(len(r)))] + r for r in rows] if with_index else rows


def vary(points, scales):
    return [(x, random.choice(scales)) for x in points]


def families():
    activation = everywhere(80) + uniform(-800, 800, 150) + uniform(-40, 40, 200) + uniform(-3, 3, 200) + near(-745.13, 10) + near(-708.4, 10)
    return {
        "elementary": {
            "exp": (mp.exp, uniform(-746, 711, 200) + magnitudes(1e-300, 10, 100, BOTH) + TINY),
            "log": (guarded(mp.log, lambda x: x > 0), positive() + near(1.0)),
            "log2": (guarded(lambda x: mp.log(x) / mp.log(2), lambda x: x > 0),
                     positive(300) + near(1.0, 80) + near(2.0) + near(0.5) + [2.0 ** k for k in range(-1074, 1024, 37)]),
            "log10": (guarded(mp.log10, lambda x: x > 0), positive() + near(1.0) + [10.0 ** k for k in range(0, 23)]),
            "log1p": (guarded(log1p, lambda x: x > -1), positive() + uniform(-1, 1, 150) + near(-1.0) + TINY),
            "expm1": (mp.expm1, uniform(-60, 709, 150) + small(-60, 5)),
            "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), everywhere() + [float(k ** 3) for k in range(-9, 10)]),
            "hypot": (mp.hypot, pairs(everywhere(100), everywhere(100)) + pairs(uniform(-5, 5, 200), uniform(-5, 5, 200))),
            "pow": (power, power_points()),
        },
        "trigonometric": {
            "sin": (mp.sin, angles()), "cos": (mp.cos, angles()), "tan": (mp.tan, angles()),
            "cot": (guarded(mp.cot, lambda x: x != 0), angles()), "sec": (mp.sec, angles()),
            "csc": (guarded(mp.csc, lambda x: x != 0), angles()),
            "asin": (guarded(mp.asin, lambda x: abs(x) <= 1), unit()),
            "acos": (guarded(mp.acos, lambda x: abs(x) <= 1), unit()),
            "atan": (mp.atan, everywhere() + near(1.0)),
            "acot": (lambda x: mp.pi / 2 - mp.atan(x) if x <= 0 else mp.atan(1 / x), everywhere() + near(1.0) + near(-1.0)),
            "asec": (guarded(lambda x: mp.acos(1 / x), lambda x: abs(x) >= 1), everywhere() + near(1.0) + near(-1.0)),
            "acsc": (guarded(lambda x: mp.asin(1 / x), lambda x: abs(x) >= 1), everywhere() + near(1.0) + near(-1.0)),
            "atan2": (mp.atan2, pairs(everywhere(100), everywhere(100)) + pairs(uniform(-5, 5, 200), uniform(-5, 5, 200))),
        },
        "hyperbolic": {
            "sinh": (mp.sinh, small(-711, 711)), "cosh": (mp.cosh, small(-711, 711)), "tanh": (mp.tanh, small(-30, 30)),
            "coth": (guarded(mp.coth, lambda x: x != 0), small(-30, 30)), "sech": (mp.sech, small(-746, 746)),
            "csch": (guarded(mp.csch, lambda x: x != 0), small(-746, 746)),
            "asinh": (mp.asinh, everywhere() + small(-5, 5)),
            "acosh": (guarded(mp.acosh, lambda x: x >= 1), positive() + uniform(1, 4, 200) + near(1.0, 60)),
            "atanh": (guarded(mp.atanh, lambda x: abs(x) < 1), unit()),
            "acoth": (guarded(mp.acoth, lambda x: abs(x) > 1), everywhere() + uniform(1, 4, 200) + near(1.0, 60) + near(-1.0)),
            "asech": (guarded(mp.asech, lambda x: 0 < x <= 1), uniform(0, 1, 200) + magnitudes(1e-308, 1, 100) + near(1.0, 60) + TINY),
            "acsch": (guarded(mp.acsch, lambda x: x != 0), everywhere() + small(-5, 5)),
        },
        "activation": {
            "sigmoid": (sigmoid, activation), "softplus": (softplus, activation),
            "log_sigmoid": (lambda x: -softplus(-x), activation), "selu": (selu, activation),
            "gelu": (gelu, [x for x in activation if abs(x) < 1e9] + uniform(-39, -5, 200) + near(-0.35, 10)),
            "silu": (lambda x: x * sigmoid(x), activation + uniform(-760, -700, 60)),
            "mish": (lambda x: x * mp.tanh(softplus(x)), activation + uniform(-760, -700, 60)),
            "softsign": (lambda x: x / (1 + abs(x)), activation),
            "leaky_relu": (lambda x, a: x if x >= 0 else a * x, vary(activation[:200], (0.01, 0.2, 1e-3))),
            "elu": (elu, vary(activation, (1.0, 0.3, 1.6732632423543772))),
        },
        "error": {
            "erf": (mp.erf, everywhere(60)[:170] + uniform(-6.5, 6.5, 400) + uniform(-1.2, 1.2, 200) + magnitudes(1e-308, 1, 80, BOTH) + TINY),
            "erfc": (mp.erfc, uniform(-7, 28, 300) + uniform(-2, 3, 300) + magnitudes(1e-300, 1, 60, BOTH) + near(0.25) + near(26.5, 20) + TINY),
        },
        "gamma": {
            "Gamma": (gamma, gamma_points()), "factorial": (factorial, gamma_points()),
            "lgamma": (log_gamma, log_gamma_points()), "binomial": (binomial, binomial_points()),
        },
        "polygamma": {
            "digamma": (digamma, digamma_points()), "trigamma": (trigamma, trigamma_points()),
            "polygamma": (polygamma, [(float(random.choice((2, 2, 3, 3, 4, 5, 7, 10, 20))), x)
                                      for x in magnitudes(1e-10, 1e10, 150) + uniform(0, 30, 200) + uniform(-30, 0, 200)]),
        },
        "vector": {
            "logsumexp": (log_sum_exp, vectors(False)), "softmax": (soft_max, vectors(True)),
            "log_softmax": (log_soft_max, vectors(True)),
        },
    }


HEADER = """# Reference values for the {0} kernels, made by src/test/scripts/kernel_references.py with mpmath
# (seed 20240917, at least 60 digits, raised until two precisions agree to 25 digits).
# function;arguments;value;rest     exact result = value + rest * ulp(value); hexadecimal doubles
"""


def main():
    global SCALE
    directory = sys.argv[1]
    SCALE = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    chosen = sys.argv[3:]
    mp.dps = 60
    random.seed(20240917)
    for family, functions in families().items():
        if chosen and family not in chosen:
            continue
        with open(os.path.join(directory, family + ".csv"), "w") as out:
            out.write(HEADER.format(family))
            for name, (function, points) in functions.items():
                for point in sorted(set(p if isinstance(p, tuple) else tuple(p) if isinstance(p, list) else (p,)
                                        for p in points)):
                    if not all(map(math.isfinite, point)):
                        continue
                    try:
                        value, rest = rounded(exact_value(function, point))
                    except (OutsideDomain, ZeroDivisionError):
                        continue
                    text = "Infinity" if value == math.inf else "-Infinity" if value == -math.inf else value.hex()
                    out.write("%s;%s;%s;%.4f\n" % (name, ",".join(a.hex() for a in point), text, rest))
                out.flush()
                print(family, name, file=sys.stderr)


if __name__ == "__main__":
    main()
