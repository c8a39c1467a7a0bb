"""Writes the three descriptions into a folder, as linters read them:
`python -m tests.clients.descriptions FOLDER`.
"""

import json
import sys
from pathlib import Path

from api.app import create_app
from api.http.openapi.openapi_3_0 import openapi_3_0
from api.settings import Settings


def write(folder: Path) -> None:
    """The files, named as they are served."""
    application = create_app(Settings())
    whole = application.openapi()
    found = {
        "openapi": whole,
        "openapi-3.0": openapi_3_0(whole),
        "openapi-files": application.openapi(files=True),  # type: ignore[call-arg]
    }
    for name, description in found.items():
        (folder / f"{name}.json").write_text(json.dumps(description), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
