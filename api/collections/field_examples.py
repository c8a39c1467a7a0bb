"""A value of each field that the published dataset has, for the description; written by
`make openapi`.
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")
# Collection → field → value; empty before the file is first written.
FIELD_EXAMPLES: dict[str, dict[str, Any]] = (
    json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
)
