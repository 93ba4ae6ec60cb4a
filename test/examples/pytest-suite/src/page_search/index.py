"""Pages with their embeddings, searched by dot product."""

import json


class SearchIndex:
    def __init__(self):
        self._pages = {}

    def __len__(self):
        return len(self._pages)

    def add(self, names, rows):
        self._pages.update(zip(names, rows))

    def nearest(self, query):
        def score(name):
            return sum(a * b for a, b in zip(self._pages[name], query))

        return max(self._pages, key=score, default=None)

    def save(self, file):
        with open(file, "w", encoding="utf-8") as stream:
            json.dump(self._pages, stream)

    @classmethod
    def open(cls, file):
        index = cls()
        with open(file, encoding="utf-8") as stream:
            index._pages = json.load(stream)
        return index
