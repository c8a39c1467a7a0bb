"""Runs the recipes of docs/cookbook.md on a server and writes what they print below them: `python
-m docs.cookbook`.
"""

import tempfile
from pathlib import Path

from api.settings import Settings
from docs.examples import renewed
from tests.servers import serving

PAGE = Path(__file__).resolve().parent / "cookbook.md"


def write() -> None:
    """Renew the outputs."""
    with tempfile.TemporaryDirectory() as folder, serving(Settings().database_url) as server:
        page = renewed(PAGE.read_text(encoding="utf-8"), server, Path(folder))
    PAGE.write_text(page, encoding="utf-8")
    print(f"Renewed {PAGE.name}.")


if __name__ == "__main__":
    write()
