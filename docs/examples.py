"""The examples of a page: blocks of commands, each followed by its output. Finds them, runs them on
a server, writes what came out.

An example is a fenced block of `sh` or `python` and, next after it, a fenced block of its output;
an output's line `…` stands for any lines.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUNNABLE = ("sh", "python")
ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text and where the text stands in the page."""

    language: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Example:
    """Commands and the output shown below them; None where the page shows none."""

    commands: Block
    output: Block | None

    @property
    def starts_something(self) -> bool:
        """Whether it is a `make` command, which a test of its own runs or checks."""
        return all(
            line.startswith(("make ", "git ", "cd ", "#"))
            for line in self.commands.text.splitlines()
        )


def examples(page: str) -> list[Example]:
    """Every example of a page, in order."""
    blocks = [
        Block(match[1], match[2], match.start(2), match.end(2)) for match in _FENCE.finditer(page)
    ]
    following: list[Block | None] = [*blocks[1:], None]
    found = []
    for block, after in zip(blocks, following, strict=True):
        if block.language in _RUNNABLE:
            found.append(
                Example(block, after if after and after.language not in _RUNNABLE else None)
            )
    return found


def run(example: Example, server: str, folder: Path) -> str:
    """What an example prints when the page's address is that of a running server; AssertionError if
    it fails.
    """
    text = example.commands.text.replace(ADDRESS, server)
    command = (
        ["sh", "-e", "-c", text]
        if example.commands.language == "sh"
        else [sys.executable, "-c", text]
    )
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{text}ended with {done.returncode}: {done.stderr}"
    return done.stdout.replace(server, ADDRESS).rstrip("\n") + "\n"


def agrees(shown: str, printed: str) -> bool:
    """Whether the output shown is the output printed, a line `…` standing for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), printed) is not None


def renewed(page: str, server: str, folder: Path) -> str:
    """The page with the outputs that no longer agree written anew."""
    for example in reversed(examples(page)):
        if example.output and not example.starts_something:
            printed = run(example, server, folder)
            if not agrees(example.output.text, printed):
                page = page[: example.output.start] + printed + page[example.output.end :]
    return page
