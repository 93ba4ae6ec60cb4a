"""Writes functions of files with one token changed, and whether CPython still parses them, one JSON object a line.

Reads one path a line. The changes are the same for the same files.
"""

import ast
import io
import json
import random
import sys
import textwrap
import tokenize
import warnings

MOST_LINES = 12
PER_FUNCTION = 3
WITHOUT_TEXT = {
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.COMMENT,
}
PUT_IN = """
    if else in not and or is lambda yield await async for while with as try except import from def class return del
    global match case * ** = := == : , ( ) [ ] { } . -> @ 1 1e5 x _ None ... "s" b"s" f"{x}" f"{x!r:>{y}}"
""".split()
# Python 3.14 has it.
NEWER = "multiple exception types must be parenthesized"
UNDECIDED = "undecided"


def functions(path):
    try:
        with tokenize.open(path) as file:
            text = file.read()
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    lines = text.split("\n")
    for node in ast.walk(tree):
        is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if is_function and node.end_lineno - node.lineno < MOST_LINES:
            yield textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno])) + "\n"


def places(text):
    """The tokens that stand on one line: line from 0, start and end."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError):
        return []
    return [
        (token.start[0] - 1, token.start[1], token.end[1])
        for token in tokens
        if token.type not in WITHOUT_TEXT and token.start[0] == token.end[0]
    ]


def mutated(text, chance):
    found = places(text)
    for _ in range(PER_FUNCTION if found else 0):
        at, start, end = chance.choice(found)
        lines = text.split("\n")
        line = lines[at]
        new = chance.choice(["", chance.choice(PUT_IN), chance.choice(PUT_IN) + " " + line[start:end]])
        lines[at] = line[:start] + new + line[end:]
        yield "\n".join(lines)


def verdict(text):
    """What is wrong with it; UNDECIDED where only the compiler refuses it, or a later Python takes it."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return UNDECIDED if NEWER in str(error) else str(error)
    try:
        compile(text, "", "exec")
    except SyntaxError:
        return UNDECIDED
    return None


def main():
    warnings.simplefilter("ignore")
    chance = random.Random(0)
    for path in sys.stdin:
        for function in functions(path.rstrip("\n")):
            for text in mutated(function, chance):
                error = verdict(text)
                if error is not UNDECIDED:
                    print(json.dumps({"text": text, "error": error}))


main()
