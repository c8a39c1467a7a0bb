"""What one answer gave back is there for the next, counted in pages that the system had to fetch; without the GNU library nothing happens."""

import ctypes
import os
import subprocess
import sys

import pytest

from api.base.memory import keep_freed_memory

_ROUNDS = 100
_ANSWERS = f"""
import resource
from api.base.memory import keep_freed_memory

def answers():
    for _ in range({_ROUNDS}):
        b"x" * 1_000_000

def fetched():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    answers()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

answers()
print(fetched(), keep_freed_memory(), answers() or fetched())
"""


def test_freed_memory_is_fetched_once() -> None:
    environment = {**os.environ, "MALLOC_MMAP_THRESHOLD_": str(128 * 2**10)}  # where it starts by itself, and not where chance then leads it
    found = subprocess.run([sys.executable, "-c", _ANSWERS], capture_output=True, text=True, check=True, env=environment)
    usual, told, kept = found.stdout.split()
    if told == "False":
        pytest.skip("the C library is another one")
    assert int(kept) < _ROUNDS * 10 < int(usual)


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert not keep_freed_memory()
