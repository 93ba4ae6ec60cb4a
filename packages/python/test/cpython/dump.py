"""Writes what CPython's ast says of files, one JSON object a line, in the form of tree-lines.ts.

Reads one path a line. Columns are turned from UTF-8 bytes into UTF-16 code units.
"""

import ast
import io
import json
import re
import struct
import sys
import tokenize
import warnings

LEFT_OUT = {"type_comment", "type_ignores"}
# Before 3.12 all that stands in an f-string has the place of the whole string, or a wrong one.
PLACES_IN_FSTRINGS = sys.version_info >= (3, 12)
PYTHON_3_12 = sys.version_info[:2] == (3, 12)
sys.setrecursionlimit(100_000)


def describe_value(value):
    if isinstance(value, bool) or value is None or value is ...:
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, bytes):
        return "bytes " + value.hex()
    if isinstance(value, int):
        return "int " + hex(value)
    if isinstance(value, float):
        return "float " + struct.pack(">d", value).hex()
    return "complex " + struct.pack(">d", value.imag).hex()


def is_empty_part(item, node):
    """3.12 leaves empty strings in some formats; no other version does."""
    return PYTHON_3_12 and isinstance(node, ast.JoinedStr) and isinstance(item, ast.Constant) and item.value == ""


class Dump:
    def __init__(self, text):
        self.sources = re.split("\r\n|\r|\n", text)
        self.encoded = [None if line.isascii() else line.encode("utf-8", "surrogatepass") for line in self.sources]
        self.lines = []

    def column(self, line, offset):
        encoded = self.encoded[line - 1]
        if encoded is None:
            return offset
        return len(encoded[:offset].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2

    def place(self, node):
        start = f"{node.lineno}:{self.column(node.lineno, node.col_offset)}"
        return f"{start}-{node.end_lineno}:{self.column(node.end_lineno, node.end_col_offset)}"

    def has_named_character(self, node):
        return any("\\N{" in line for line in self.sources[node.lineno - 1 : node.end_lineno])

    def visit(self, node, in_fstring):
        placed = hasattr(node, "lineno") and (PLACES_IN_FSTRINGS or not in_fstring)
        self.lines.append(f"{type(node).__name__} {self.place(node)}" if placed else type(node).__name__)
        inside = in_fstring or isinstance(node, ast.JoinedStr)
        for field in node._fields:
            if field not in LEFT_OUT:
                self.field(node, field, getattr(node, field, None), inside)

    def field(self, node, field, value, inside):
        if isinstance(value, (ast.operator, ast.unaryop, ast.boolop, ast.expr_context)):
            self.lines.append(f".{field} {type(value).__name__}")
        elif isinstance(value, ast.AST):
            self.lines.append(f".{field}")
            self.visit(value, inside)
        elif isinstance(value, list):
            value = [item for item in value if not is_empty_part(item, node)]
            self.lines.append(f".{field} {len(value)}")
            for item in value:
                if isinstance(item, ast.cmpop):
                    self.lines.append(type(item).__name__)
                elif isinstance(item, ast.AST):
                    self.visit(item, inside)
                else:
                    self.lines.append(describe_value(item))
        elif field == "value" and isinstance(value, str) and self.has_named_character(node):
            self.lines.append(f".{field} with a character by name")
        else:
            self.lines.append(f".{field} {describe_value(value)}")


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content, content.decode(encoding), encoding


def dump(path):
    try:
        content, text, encoding = read(path)
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"path": path, "error": str(error)}
    dumped = Dump(text)
    try:
        dumped.visit(tree, False)
    except RecursionError:
        return {"path": path, "error": "too deep to dump"}
    is_utf8 = encoding.startswith("utf-8")
    return {"path": path, "lines": "\n".join(dumped.lines), "text": None if is_utf8 else text}


def main():
    warnings.simplefilter("ignore")
    fields = {
        name: [field for field in node._fields if field not in LEFT_OUT]
        for name, node in vars(ast).items()
        if isinstance(node, type) and issubclass(node, ast.AST)
    }
    print(json.dumps({"fields": fields, "placesInFStrings": PLACES_IN_FSTRINGS}))
    for line in sys.stdin:
        print(json.dumps(dump(line.rstrip("\n"))), flush=True)


main()
