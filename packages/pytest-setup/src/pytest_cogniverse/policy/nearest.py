"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Sequence


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Give a sentence, with a space before it, that names the nearest known word; nothing if none is near.

    At most a third of its letters, and at least one, may differ.
    """
    measured = [(_edit_distance(word.lower(), other.lower()), other) for other in known]
    near = [(distance, other) for distance, other in measured if distance <= max(1, len(other) // 3)]
    if not near:
        return ""
    _, meant = min(near, key=lambda pair: pair[0])
    return f' Did you mean "{meant}"?'


def _edit_distance(start: str, end: str) -> int:
    """Levenshtein's distance: letters to insert, delete or replace."""
    row = list(range(len(end) + 1))
    for index, letter in enumerate(start):
        following = [index + 1]
        for column, wanted in enumerate(end):
            replaced = row[column] + (letter != wanted)
            following.append(min(replaced, row[column + 1] + 1, following[column] + 1))
        row = following
    return row[-1]
