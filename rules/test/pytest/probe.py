"""A pytest plugin that writes what each collected test is and gets, without running it."""

import ast
import inspect
import json
import os
from pathlib import Path

import pytest_timeout
from _pytest.skipping import evaluate_skip_marks

LONGEST = 30 * 60

tests = []
refused = []


def pytest_collectreport(report):
    if report.failed:
        refused.append(report.nodeid.split("::")[0])


def pytest_collection_finish(session):
    for item in session.items:
        tests.append(describe(item))
    outcome = {"tests": [test for test in tests if test], "refused": refused}
    Path(os.environ["PROBE_OUTPUT"]).write_text(json.dumps(outcome))


def describe(item):
    function = getattr(item, "function", None) or item.obj
    function = getattr(function, "__func__", function)
    return {
        "file": item.nodeid.split("::")[0],
        "line": definition_line(innermost(function)),
        "isAsync": inspect.iscoroutinefunction(function),
        "isSkipped": is_skipped(item),
        "isBounded": is_bounded(item),
    }


def is_bounded(item):
    try:
        timeout = pytest_timeout._get_item_settings(item).timeout
    except (TypeError, ValueError):
        return False
    return timeout is not None and 0 < timeout <= LONGEST


def is_skipped(item):
    parent_skips = getattr(item.cls, "__unittest_skip__", False) if item.cls else False
    own_skips = getattr(item.obj, "__unittest_skip__", False)
    return evaluate_skip_marks(item) is not None or parent_skips or own_skips


def innermost(function):
    """What was decorated; a wrapper that does not copy its attributes names it as `wraps`."""
    while hasattr(function, "__wrapped__") or hasattr(function, "wraps"):
        function = getattr(function, "__wrapped__", None) or function.wraps
    return function


def definition_line(function):
    """The line of `def`; a function's own first line is that of its first decorator."""
    first = function.__code__.co_firstlineno
    tree = ast.parse(Path(function.__code__.co_filename).read_text())
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            starts = [decorator.lineno for decorator in node.decorator_list] + [node.lineno]
            if min(starts) == first:
                return node.lineno
    return None
