"""The guide's data, as `guide.json` beside the package holds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: See `guide-text.mjs`. Read from the folder that this is, whatever it is called and wherever it was copied.
guide: dict[str, Any] = json.loads((Path(__file__).parent.parent / "guide.json").read_text(encoding="utf-8"))
