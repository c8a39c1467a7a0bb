"""How far a build is: a bar with rate and remaining time on a terminal, plain lines in a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

_EVERY_SECONDS = 10.0  # between two plain lines in a log
_REDRAW_ROWS = 500


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int], None]]:
    """A function to call with a collection and the number of its records done so far."""
    started = time.monotonic()
    if sys.stderr.isatty():
        with Live(Text(""), console=Console(stderr=True), transient=True, refresh_per_second=10) as live:

            def draw(collection: str, number: int) -> None:
                if number % _REDRAW_ROWS == 0 or number == 1:
                    live.update(Text(_line(collection, number, started)))

            yield draw
        return
    last = started

    def write(collection: str, number: int) -> None:
        nonlocal last
        if number % _REDRAW_ROWS == 0 and time.monotonic() - last > _EVERY_SECONDS:
            last = time.monotonic()
            sys.stderr.write(_line(collection, number, started) + "\n")
            sys.stderr.flush()

    yield write


def _line(collection: str, number: int, started: float) -> str:
    seconds = max(time.monotonic() - started, 0.001)
    return f"{collection}: {number:,} records, {seconds:,.0f} s"
