"""House rule: no file of the project names a machine, a package index or an account, and none
copies a sentence of a source.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.publish.seed.read_seed import Seed
from tests.house.tree import ROOT, project_files

_INDEX = re.compile(
    r"--(extra-)?index-url|https?://[^\s'\"]+/(simple|packages|pool)/|\"resolved\": \"https?:"
)
_HOME = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")
_ALIKE = str.maketrans({"\u2011": "-", "\u2019": "'"})
_SIGNS = ".,;:!?()[]{}<>\"'*|`\u201c\u201d\u2018\u2013\u2014-"


def texts() -> list[tuple[str, str]]:
    """Path from the root and text of every file that is text."""
    found = []
    for path in project_files():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def configured_hosts() -> set[str]:
    """Package index hosts that this machine's own installer is set up with."""
    run = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    urls = re.findall(r"https?://[^\s'\"]+", run.stdout)
    return {host for url in urls if (host := urlsplit(url).hostname)}


def plain_words(text: str) -> list[str]:
    """Words as a reader counts them, parted by spaces: `U.S.` and `working-level` are one each."""
    return [word for part in text.lower().split() if (word := part.translate(_ALIKE).strip(_SIGNS))]


def word_parts(text: str) -> list[str]:
    """Words with compounds and abbreviations taken apart: `working-level` is two."""
    return re.findall(r"[\w']+", text.lower().translate(_ALIKE))


# How many words in a row, read either way, are no longer a quote but a sentence.
READINGS: tuple[tuple[Callable[[str], list[str]], int], ...] = ((plain_words, 9), (word_parts, 10))


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """Every row of words in a text that is too long to be a quote."""
    for read, length in READINGS:
        found = read(text)
        yield from (
            tuple(found[start : start + length]) for start in range(len(found) - length + 1)
        )


def sentences(folder: Path) -> dict[tuple[str, ...], str]:
    """Every such row of the source documents → file and line."""
    return {
        row: f"{path.name}:{number}"
        for path in sorted(folder.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        for row in rows(line)
    }


def copied(text: str, passages: dict[tuple[str, ...], str]) -> set[str]:
    """Places in the sources of which a text holds too long a row."""
    return {passages[row] for row in rows(text) if row in passages}


@pytest.mark.parametrize("pattern", [_INDEX, _HOME], ids=["package index", "home folder"])
def test_no_file_names_a_machine(pattern: re.Pattern[str]) -> None:
    assert [
        f"{name}: {match[0]}" for name, text in texts() if (match := pattern.search(text))
    ] == []


def test_no_file_names_the_package_index_of_this_machine() -> None:
    hosts = configured_hosts()
    assert [name for name, text in texts() if any(host in text for host in hosts)] == []


def titles() -> set[tuple[str, ...]]:
    """Every row of words in the titles of sources: a title is named whole, so that it is found."""
    documents = Seed(ROOT / "seed").records("documents")
    return {row for one in documents for row in rows(str(one.data.get("title", "")))}


def test_no_file_copies_a_sentence_of_a_source(documents_dir: Path) -> None:
    named = titles()
    passages = {row: at for row, at in sentences(documents_dir).items() if row not in named}
    assert [
        f"{name} copies {place}"
        for name, text in texts()
        for place in sorted(copied(text, passages))
    ] == []


def test_the_rule_sees_nine_words_in_a_row_and_lets_eight_be() -> None:
    passages = dict.fromkeys(rows("One, two three four five six seven eight nine."), "made.txt:1")
    assert copied(
        "He said: one two three\nfour five six seven eight nine, and left.", passages
    ) == {"made.txt:1"}
    assert copied("one two three four five six seven eight", passages) == set()
