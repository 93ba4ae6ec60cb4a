"""Has pytest collect the tests of folders, each in a process of its own, strict about all that is configured."""

import contextlib
import io
import json
import multiprocessing
import os
import sys

import pytest


class Counter:
    """Counts what is collected."""

    count = 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.count = len(session.items)


def collect(folder: str, answer) -> None:
    """Puts the exit code, the number of tests and the output into a queue."""
    os.chdir(folder)
    counter = Counter()
    flags = ["--collect-only", "--strict-config", "--strict-markers", "-p", "no:cacheprovider"]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = pytest.main(flags, plugins=[counter])
    answer.put([int(code), counter.count, out.getvalue()])


def main() -> None:
    """Reads folders as JSON from standard input, and writes what was found in each."""
    # What is imported by now need not be imported once more for each folder.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    found = []
    for folder in json.load(sys.stdin):
        answer = context.SimpleQueue()
        process = context.Process(target=collect, args=(folder, answer))
        process.start()
        found.append(answer.get())
        process.join()
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
