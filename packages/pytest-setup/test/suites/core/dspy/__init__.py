from types import SimpleNamespace

cache = SimpleNamespace(memory_cache={})
