"""SymPy: FILE SECONDS. Its derivatives are in its canonical form."""

import sys
import time

import sympy
from sympy.core.cache import clear_cache
from sympy.parsing.sympy_parser import convert_xor, parse_expr, standard_transformations

sys.setrecursionlimit(1_000_000)
FUNCTIONS = {name: getattr(sympy, name) for name in ("exp", "log", "sin", "cos")}
question, order, symbols, variables, definitions, target = "", 1, [], [], [], ""
for line in open(sys.argv[1]):
    key, rest = line.rstrip("\n").split(" ", 1)
    if key == "OP":
        question, _, number = rest.partition(":")
        order = int(number or 1)
    elif key == "SYM":
        symbols = rest.split()
    elif key == "WRT":
        variables = rest.split()
    elif key == "LET":
        definitions.append(rest.split(" ", 1))
    elif key == "OUT":
        target = rest


def parsed(names):
    rules = standard_transformations + (convert_xor,)
    for _, text in definitions:
        parse_expr(text, local_dict=dict(names), transformations=rules)
    return len(definitions)


def derived(names):
    e = names[target]
    if question == "nth":
        answers = []
        for _ in range(order):
            e = e.diff(names["x"])
            answers.append(e)
        return len(answers)
    gradient = [e.diff(names[by]) for by in variables]
    answers = [] if question == "hess" else list(gradient)
    if question in ("hess", "gh"):
        for i, row in enumerate(gradient):
            answers += [row.diff(names[by]) for by in variables[: i + 1]]
    return len(answers)


def main():
    end = time.process_time() + float(sys.argv[2])
    run = 0
    while run < 15 and (run < 3 or time.process_time() < end):
        clear_cache()
        names = dict(FUNCTIONS, **{name: sympy.Symbol(name) for name in symbols})
        if question != "parse":
            for name, text in definitions:
                names[name] = eval(text.replace("^", "**"), {}, names)
        start = time.process_time()
        size = parsed(names) if question == "parse" else derived(names)
        phase = "parsed" if question == "parse" else "derived"
        print(phase, "%.3f" % (1e3 * (time.process_time() - start)), size, flush=True)
        run += 1


main()
