"""Keeps ML-backed test suites from hanging and crashing: a pytest plugin, and what tests can import.

Vendored, this folder works under any name: nothing in it knows its own. PYTEST_DONT_REWRITE
"""

from .identifiers import make_unique_id as unique_id
from .models import RefusedModelError, get_or_load_model

__all__ = ["RefusedModelError", "get_or_load_model", "unique_id"]
__version__ = "0.1.0"
