"""How far a build is: one line with rows, rate and remaining time, redrawn on a terminal, written
now and then in a log.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

_EVERY_SECONDS = 10.0  # between two plain lines in a log
_REDRAW_SECONDS = 0.1


class Progress:
    """Called with what is being done and how much of it; shows a line at most every so many
    seconds.
    """

    def __init__(self, show: Callable[[str], object], every_seconds: float) -> None:
        self._show, self._every_seconds = show, every_seconds
        self._expected: dict[str, int] = {}
        self._task = ""
        self._started = self._shown = time.monotonic()

    def expect(self, expected: Mapping[str, int]) -> None:
        """How many rows some tasks have."""
        self._expected |= expected

    def __call__(self, task: str, number: int) -> None:
        """Row `number` of a task is being done, counted from 1."""
        now = time.monotonic()
        if task != self._task:
            self._task, self._started = task, now
        if now - self._shown >= self._every_seconds:
            self._shown = now
            self._show(progress_line(task, number, self._expected.get(task), now - self._started))


SILENT = Progress(lambda text: None, float("inf"))


def progress_line(task: str, number: int, expected: int | None, seconds: float) -> str:
    """What is shown: the rows done and to do, how many a second, and the seconds that remain at
    this rate.
    """
    rate = number / max(seconds, 0.001)
    if not expected:
        return f"{task}: {number:,}, {rate:,.0f}/s"
    return (
        f"{task}: {number:,} of {expected:,}, {rate:,.0f}/s, {(expected - number) / rate:,.0f} s "
        "remain"
    )


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """What `publish` is given to say how far it is."""
    if sys.stderr.isatty():
        with Live(
            Text(""), console=Console(stderr=True), transient=True, refresh_per_second=10
        ) as live:
            yield Progress(lambda text: live.update(Text(text)), _REDRAW_SECONDS)
        return
    yield Progress(lambda text: sys.stderr.write(text + "\n"), _EVERY_SECONDS)
