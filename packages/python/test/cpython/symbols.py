"""Writes which names CPython's symtable binds in the scopes of files, one JSON object a line.

Reads one path a line. Names in a class that begin with two underscores are left out: Python changes them.
"""

import json
import sys
import symtable
import tokenize
import warnings

def kind_of(table):
    # The first iterable is a parameter of a comprehension, by the name `.0`.
    if any(symbol.get_name() == ".0" for symbol in table.get_symbols()):
        return "comprehension"
    return "lambda" if table.get_name() == "lambda" else table.get_type()


def is_private(name):
    return "__" in name and not (name.startswith("__") and name.endswith("__"))


def describe(table, lines):
    names = sorted(
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_local() and symbol.get_name() != ".0" and not is_private(symbol.get_name())
    )
    lines.append(f"{kind_of(table)} {table.get_lineno()}: {' '.join(names)}")
    for child in table.get_children():
        describe(child, lines)


def dump(path):
    try:
        with tokenize.open(path) as file:
            text = file.read()
        lines = []
        describe(symtable.symtable(text, path, "exec"), lines)
    except (SyntaxError, ValueError, RecursionError) as error:
        return {"path": path, "error": str(error)}
    return {"path": path, "text": text, "scopes": sorted(lines)}


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(dump(line.rstrip("\n"))), flush=True)


main()
