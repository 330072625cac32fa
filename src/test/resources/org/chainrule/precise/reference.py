"""Writes the tables of reference values beside this file, with mpmath.

Arguments are decimals and exact: the working precision holds all their digits. Each value is
computed twice, at 1,300 and at 1,700 digits, and kept only where both agree to the digits printed.
Run: python3 reference.py
"""

import os
import sys
import mpmath
from mpmath import mp, mpf

sys.set_int_max_str_digits(0)
SHORT, LONG, EVERY = 65, 215, 4
DOMAIN, BUDGET = "domain", "budget"

SMALL = ["1e-400", "-1e-400", "3.7e-60", "-2.5e-21", "1e-9"]
COMMON = ["0.1", "-0.3", "0.5", "-0.75", "0.999999999999", "1", "-1", "1.5", "2", "-2.25", "3.7", "10", "-17.125"]
LARGE = ["123.456", "-800.0625", "1e5", "-98765.4321"]
HUGE = ["1e400", "-1e400"]
REALS = SMALL + COMMON + LARGE
NEAR_ONE = ["1.000000000000000000001", "0.99999999999999999999999999999", "1." + "0" * 399 + "1"]

with mp.workdps(600):
    PI_50 = mpmath.nstr(mp.pi, 50)
    PI_200 = mpmath.nstr(mp.pi, 200)
    HALF_PI_60 = mpmath.nstr(mp.pi / 2, 60)
    MANY_PI = mpmath.nstr(mp.pi * 10**30, 80)
    DIGAMMA_ZERO = mpmath.nstr(mp.findroot(mp.digamma, 1.4616), 40)
    DIGAMMA_NEGATIVE_ZERO = mpmath.nstr(mp.findroot(mp.digamma, -0.504), 70)
    LGAMMA_ZERO = mpmath.nstr(mp.findroot(lambda x: mp.re(mp.loggamma(x)), -2.457), 45)
    LGAMMA_ZERO_2 = mpmath.nstr(mp.findroot(lambda x: mp.re(mp.loggamma(x)), -2.747), 30)

ANGLES = REALS + HUGE + ["22", "355", "710", "1e22", "1234567890123456789.5", "1e100", PI_50, "-" + PI_200, HALF_PI_60, MANY_PI, "7e-30"]


def real_log_gamma(x):
    return mp.re(mp.loggamma(x))


def gelu(x):
    return x * mp.erfc(-x / mp.sqrt(2)) / 2


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def binomial(x, y):
    if mp.isint(y) and y >= 0:
        if y > 2000 and x > 0:
            return mp.exp(mp.loggamma(x + 1) - mp.loggamma(y + 1) - mp.loggamma(x - y + 1))
        return mp.ff(x, int(y)) / mp.factorial(y)
    if mp.isint(y) or (mp.isint(x - y) and x - y < 0):
        return mpf(0)
    if abs(x) > 1000 and x > 0 and y > 0 and x - y > 0:
        return mp.exp(mp.loggamma(x + 1) - mp.loggamma(y + 1) - mp.loggamma(x - y + 1))
    return mp.gamma(x + 1) * mp.rgamma(y + 1) * mp.rgamma(x - y + 1)


def power(x, y):
    if mp.isint(y) and x < 0:
        value = mp.exp(y * mp.log(-x))
        return -value if int(y) % 2 else value
    if x == 0:
        return mpf(1 if y == 0 else 0)
    return mp.exp(y * mp.log(x))


SELU_LAMBDA = "1.0507009873554804934193349852946"
SELU_ALPHA = "1.6732632423543772848170429916717"
above_zero = lambda x: x > 0
inside_one = lambda x: abs(x) <= 1
not_pole = lambda x: not (mp.isint(x) and x <= 0)
GAMMA_ARGUMENTS = [
    "1e-400", "-1e-400", "2.5e-30", "-7e-70", "0.1", "0.5", "1", "1.000000000001", "1.4616", "2", "2.5", "3", "5", "10.75",
    "33.3", "99.5", "171.5", "1000", "1001", "1234.5", "-0.5", "-1.5", "-2.000000001", "-20.3", "-99.999999999999",
    "-1000.5", "-5." + "0" * 60 + "1", "0", "-3", "-1e400",
]

# class: [(function, implementation, arguments, domain)]; an argument is a string or a tuple.
TABLES = {
    "elementary": [
        ("exp", mp.exp, REALS + ["1e9", "-1e9", "2.302585e9", "-2.302585e9", "0", PI_50], None),
        ("expm1", mp.expm1, REALS + ["1e9", "-1e9", "-1e400", "0", "-1e-15", "1e-61"], None),
        ("log", mp.log, REALS + HUGE + NEAR_ONE + ["0", "0.9", "1.1", "0.3162", "31.7", "9.99999e399"], above_zero),
        ("log1p", mp.log1p, REALS + HUGE + ["0", "-0.99999999999999999999999999999999", "-0.1", "-1." + "0" * 30 + "1", "7e-45"], lambda x: x > -1),
        ("log2", lambda x: mp.log(x) / mp.log(2), REALS + HUGE + NEAR_ONE + ["8", "1024", "0.125", "0"], above_zero),
        ("log10", lambda x: mp.log(x) / mp.log(10), REALS + HUGE + NEAR_ONE + ["1000", "0.001", "0", "999.999"], above_zero),
        ("sqrt", mp.sqrt, REALS + HUGE + ["0", "4", "1e401", "144e-20"], lambda x: x >= 0),
        ("cbrt", lambda x: mp.sign(x) * mp.exp(mp.log(abs(x)) / 3) if x != 0 else x, REALS + HUGE + ["0", "-8", "27", "1e-6", "-1e399"], None),
        ("hypot", mp.hypot, [("3", "4"), ("0", "0"), ("-1e-400", "1e400"), ("1e400", "3e399"), ("1e-400", "-1e-400"), ("1", "1e-30"), ("0", "-7"), ("123.456", "-0.001")], None),
        ("pow", power, [
            ("2", "10"), ("2", "0.5"), ("2", "-0.5"), ("-2", "3"), ("-2", "-4"), ("-2", "1e20"), ("0", "3.5"), ("0", "0"), ("0", "-1"), ("7", "0"), ("-8", "0.3333"),
            ("1." + "0" * 399 + "1", "1e400"), ("1.000000001", "1e9"), ("1e400", "1e-400"), ("1e-400", "2e6"), ("1e-400", "1e-3"), ("-1", "1e400"), ("-1", "1000000000000000000001"),
            ("0.999999999999", "1e14"), ("3.7", "123.456"), ("10", "-1000"), ("10", "123456789"), ("1e400", "1e400"), ("1e-400", "1e7"), ("123.456", "1000"), ("123.456", "1001"), ("1", "1e400"), ("-1.5", "0"), ("9e299", "999"),
            ], lambda x, y: not (x == 0 and y < 0) and not (x < 0 and not mp.isint(y))),
    ],
    "trigonometry": [
        ("sin", mp.sin, ANGLES + ["0"], None),
        ("cos", mp.cos, ANGLES + ["0"], None),
        ("tan", mp.tan, ANGLES + ["0"], None),
        ("cot", mp.cot, ANGLES + ["0"], lambda x: x != 0),
        ("sec", mp.sec, ANGLES + ["0"], None),
        ("csc", mp.csc, ANGLES + ["0"], lambda x: x != 0),
        ("asin", mp.asin, SMALL + COMMON + NEAR_ONE + ["0", "-0.0001", "-0." + "9" * 400, "0.7071067811865475"], inside_one),
        ("acos", mp.acos, SMALL + COMMON + NEAR_ONE + ["0", "-0.0001", "-0." + "9" * 400, "0.7071067811865475"], inside_one),
        ("atan", mp.atan, REALS + HUGE + ["0", "0.00001", "-0.9999999", "1e-6", "0.002"], None),
        ("acot", lambda x: mp.atan(1 / x) + (mp.pi if x < 0 else 0) if x != 0 else mp.pi / 2, REALS + HUGE + ["0"], None),
        ("atan2", mp.atan2, [("0", "0"), ("0", "5"), ("0", "-5"), ("3", "0"), ("-3", "0"), ("1", "1"), ("1", "-1"), ("-1", "-1"), ("-1", "1"), ("1e-400", "-1e400"), ("1e400", "1e-400"),
            ("-1e-400", "2"), ("-2.5", "-7"), ("1e-30", "-1"), ("1", "-1e-30"), ("-123.456", "0.001")], lambda y, x: x != 0 or y != 0),
    ],
    "hyperbolic": [
        ("sinh", mp.sinh, REALS + ["0", "1e9", "-40"], None),
        ("cosh", mp.cosh, REALS + ["0", "1e9", "-40"], None),
        ("tanh", mp.tanh, REALS + HUGE + ["0", "-40", "70", "200", "400000"], None),
        ("coth", mp.coth, REALS + HUGE + ["0", "-40", "70"], lambda x: x != 0),
        ("sech", mp.sech, REALS + ["0", "1e9", "-40"], None),
        ("csch", mp.csch, REALS + ["0", "1e9", "-40"], lambda x: x != 0),
        ("asinh", mp.asinh, REALS + HUGE + ["0", "1e70", "-1e30"], None),
        ("acosh", mp.acosh, REALS + HUGE + NEAR_ONE + ["0", "1e70", "1.0001"], lambda x: x >= 1),
        ("atanh", mp.atanh, SMALL + COMMON + NEAR_ONE + ["0", "-0." + "9" * 400, "0.05"], lambda x: abs(x) < 1),
        ("acoth", mp.acoth, REALS + HUGE + NEAR_ONE + ["0", "-1.05"], lambda x: abs(x) > 1),
        ("asech", mp.asech, SMALL + COMMON + NEAR_ONE + ["0", "0.9999"], lambda x: 0 < x <= 1),
        ("acsch", mp.acsch, REALS + HUGE + ["0", "1e-70"], lambda x: x != 0),
    ],
    "activations": [
        ("sigmoid", lambda x: 1 / (1 + mp.exp(-x)), REALS + ["0", "1e400", "800", "-1e9", "60", "-60"], None),
        ("softplus", softplus, REALS + ["0", "1e400", "800", "-1e9", "60", "-60"], None),
        ("relu", lambda x: max(x, mpf(0)), ["0", "-1e400", "1e400", "3.25", "-0.1"], None),
        ("leaky_relu", lambda x, a: x if x >= 0 else a * x, [("3", "0.01"), ("-3", "0.01"), ("0", "0.3"), ("-1e400", "1e-400"), ("-2", "0")], None),
        ("elu", lambda x, a: x if x >= 0 else a * mp.expm1(x), [("3", "0.5"), ("-3", "0.5"), ("0", "1"), ("-1e400", "2"), ("-1e-400", "1.5"), ("-0.001", "1"), ("-1", "0"), ("-70", "1"), ("-0.5", "-2")], None),
        ("selu", lambda x: mpf(SELU_LAMBDA) * (x if x >= 0 else mpf(SELU_ALPHA) * mp.expm1(x)), ["0", "1", "2.5", "1e400", "-1e400", "-1e-400", "-0.5", "-3", "-60"], None),
        ("gelu", gelu, REALS + ["0", "1e400", "-40", "40", "-1000", "-1e4", "6.5", "-8.25", "-60000"], None),
        ("silu", lambda x: x / (1 + mp.exp(-x)), REALS + ["0", "1e400", "800", "-1e9", "60", "-60"], None),
        ("mish", lambda x: x * mp.tanh(softplus(x)), REALS + ["0", "1e400", "60", "-60", "-10000"], None),
        ("softsign", lambda x: x / (1 + abs(x)), REALS + HUGE + ["0"], None),
    ],
    "error": [
        ("erf", mp.erf, REALS + HUGE + ["0", "1e-300", "0.9", "4", "-6.5", "11.5", "12", "21", "25", "1e-70"], None),
        ("erfc", mp.erfc, REALS[:-3] + ["0", "0.9", "4", "-6.5", "11.5", "12", "12.5", "21", "22", "26", "30", "1000", "40000", "-1e400", "-98765.4321"], None),
        ("normal_cumulative", lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, REALS[:-4] + ["0", "1e400", "-40", "-1000", "-60000", "-16.3", "-17", "8.3"], None),
        ("normal_density", lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), REALS[:-1] + ["0", "-40", "60000"], None),
    ],
    "gamma": [
        ("gamma", mp.gamma, GAMMA_ARGUMENTS + ["12345.678", "1e6", "1000000.5", "-54321.0625", "99999999.25"], not_pole),
        ("factorial", lambda x: mp.gamma(x + 1), GAMMA_ARGUMENTS + ["-1", "-0.999999999999999999999", "20", "1e5", "1e-61", "-1." + "0" * 398 + "1"], lambda x: not_pole(x + 1)),
        ("lgamma", real_log_gamma, GAMMA_ARGUMENTS + ["1e400", "1e6", "1e30", "-1e30", "-123456789012345678901234567890.5", "1e-9", "1.000000000000000000001", "2.0000000000000000000000001", "1.9999999", "0.99999999",
            "1." + "0" * 399 + "1", "1." + "9" * 400, "1." + "0" * 60 + "1", "1." + "0" * 75 + "1", LGAMMA_ZERO, LGAMMA_ZERO_2, "-2.4570247382208", "-0.0001", "1e9"], not_pole),
        ("binomial", binomial, [("5", "2"), ("5", "0"), ("5", "5"), ("5", "7"), ("5", "-1"), ("-3", "2"), ("-3", "4"), ("-3", "-5"), ("-3", "1.5"), ("0.5", "3"), ("0.5", "0.5"), ("7.25", "2.5"), ("2.5", "7.25"),
            ("-0.5", "10"), ("-2.5", "-1.25"), ("3.5", "4.5"), ("3.5", "1.5"), ("-1.5", "2.5"), ("1000", "500"), ("5000", "2500"), ("5000", "4999"), ("1e400", "3"), ("1e400", "0.5"), ("1e6", "3000"), ("-1e6", "3001"),
            ("2.00000000000000000000000000001", "5"), ("1e-400", "2"), ("1e-400", "0.5"), ("4", "2.5"), ("4", "5.5"), ("4.0000000001", "-7"), ("20.5", "-30.25"), ("1234.5", "1100.25"), ("1e400", "1e399"), ("0", "0"), ("60", "30"), ("1e5", "5e4")],
            lambda x, y: not (mp.isint(x) and x < 0) or (mp.isint(y) and y >= 0)),
    ],
    "polygamma": [
        ("digamma", mp.digamma, GAMMA_ARGUMENTS[:-3] + ["0", "-3", "1e400", "1e30", "-20000.5", "-123456789012345678901234567890.5", DIGAMMA_ZERO, DIGAMMA_NEGATIVE_ZERO, "-0.46", "1e-9"], not_pole),
        ("trigamma", lambda x: mp.polygamma(1, x), GAMMA_ARGUMENTS[:-3] + ["0", "-3", "1e400", "1e30", "-20000.5", "1e-9"], not_pole),
        ("polygamma", lambda n, x: mp.polygamma(int(n), x), [(n, x) for n in ["0", "2", "3", "7", "20"] for x in ["1e-400", "-1e-400", "0.1", "1", "2.5", "40", "300.25", "-0.5", "-0.3", "-2.75", "-20.0001", "1e100", "-1"]], lambda n, x: not_pole(x)),
    ],
}
LIMIT = 10**9


def evaluate(function, arguments, dps):
    with mp.workdps(dps):
        return +function(*[mpf(a) for a in arguments])


def refused(value):
    """Whether a result is beyond the range that the library gives."""
    if value == 0:
        return False
    return abs(mp.log10(abs(value))) > LIMIT


def row(name, function, arguments, domain, index):
    with mp.workdps(1300):
        exact = [mpf(a) for a in arguments]
        if domain is not None and not domain(*exact):
            return DOMAIN
    try:
        first, second = evaluate(function, arguments, 1300), evaluate(function, arguments, 1700)
    except (OverflowError, MemoryError):
        return BUDGET
    with mp.workdps(1700):
        if refused(second):
            return BUDGET
        digits = LONG if index % EVERY == 0 else SHORT
        if first != second and abs(first - second) > abs(second) * mpf(10) ** -(LONG + 5):
            raise ValueError(f"{name}{arguments}: mpmath disagrees with itself")
        return mpmath.nstr(second, digits, strip_zeros=False, min_fixed=0, max_fixed=0) if second else "0"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    for table, functions in TABLES.items():
        with open(os.path.join(here, table + ".csv"), "w", newline="\n") as out:
            out.write(f"# Written by reference.py with mpmath {mpmath.__version__}, agreeing at 1300 and 1700 digits;\n")
            out.write(f"# values have {SHORT} or {LONG} significant digits. Arguments are exact.\n")
            out.write("function,first argument,second argument,value\n")
            for name, function, arguments, domain in functions:
                for index, argument in enumerate(dict.fromkeys(arguments)):
                    pair = argument if isinstance(argument, tuple) else (argument,)
                    value = row(name, function, pair, domain, index)
                    out.write(f"{name},{pair[0]},{pair[1] if len(pair) > 1 else ''},{value}\n")
        print(table)


if __name__ == "__main__":
    main()
