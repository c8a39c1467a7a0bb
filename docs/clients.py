"""Runs the examples of docs/clients.md on a server, language by language, and writes what they
print below them: `python -m docs.clients`.
"""

import re
import tempfile
from pathlib import Path

from api.settings import Settings
from docs.examples import agrees, examples, run
from tests.servers import serving

PAGE = Path(__file__).resolve().parent / "clients.md"


def sections(page: str) -> dict[str, str]:
    """Each language with its part of the page, of those that have commands."""
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    return {part.partition("\n")[0].removeprefix("## "): part for part in parts if "```sh" in part}


def renewed(part: str, server: str, folder: Path) -> str:
    """The part with the outputs that no longer agree written anew; its commands build on each
    other, and so all run, in order.
    """
    printed = [(example.output, run(example, server, folder)) for example in examples(part)]
    for output, text in reversed(printed):
        if output and not agrees(output.text, text):
            part = part[: output.start] + text + part[output.end :]
    return part


def write() -> None:
    """Renew the outputs."""
    page = PAGE.read_text(encoding="utf-8")
    with serving(Settings().database_url) as server:
        for part in sections(page).values():
            with tempfile.TemporaryDirectory() as folder:
                page = page.replace(part, renewed(part, server, Path(folder)))
    PAGE.write_text(page, encoding="utf-8")
    print(f"Renewed {PAGE.name}.")


if __name__ == "__main__":
    write()
