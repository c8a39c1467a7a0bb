"""Running the generators, compilers and fuzzers that the checks of the specification are made
with.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a tool in a folder and answer what it printed; AssertionError with that if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (
        f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    )
    return done.stdout
