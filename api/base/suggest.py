"""What to say of a word that is not known: the nearest known ones, and a sentence. Pure."""

import difflib
import re
from collections.abc import Collection

from api.base.errors import ParameterError

CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # characters that no page and no log should get
MOST_SHOWN = 60  # characters of a reader's own text that are shown back
LONGEST_COMPARED = 100  # characters: comparing spellings costs
MOST_COMPARED = 5000  # words: beyond, each suggestion would take seconds
_SHORTEST_PART = 3  # letters of which a longer word is offered


def nearest(wanted: str, known: Collection[str], most: int = 3) -> tuple[str, ...]:
    """The known words a mistyped or shortened one most likely meant, best first."""
    wanted, words = wanted[:LONGEST_COMPARED], list(known) if len(known) <= MOST_COMPARED else []
    close = difflib.get_close_matches(wanted, words, n=most, cutoff=0.6)
    longer = [word for word in words if len(wanted) >= _SHORTEST_PART and wanted in word]
    longer = sorted((word for word in longer if word not in close), key=len)
    return tuple([*close, *longer][:most])


def hint(wanted: str, known: Collection[str], otherwise: str = "") -> str:
    """The end of a sentence: `; did you mean 'status'?`, or what to say where nothing is near."""
    near = nearest(wanted, known)
    return f"; did you mean '{near[0]}'?" if near else f"; {otherwise}" if otherwise else ""


def unknown_word(
    parameter: str, code: str, sentence: str, wanted: str, known: Collection[str], otherwise: str
) -> ParameterError:
    """The error for a word that is not known, with the nearest ones; the sentence lacks its end."""
    return ParameterError(
        parameter, code, sentence + hint(wanted, known, otherwise), nearest(wanted, known)
    )


def shown(text: str) -> str:
    """A reader's own text as it is shown back: bounded and printable."""
    text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."
