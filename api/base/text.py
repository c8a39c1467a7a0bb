"""Text that compares the same on every database: folding for search and order, an inverse for
descending order. Order is that of code points, never of a locale or collation.
"""

import unicodedata
from collections.abc import Sequence

# Hyphen and dash variants, among them the non-breaking hyphen that news pages use inside names.
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_LAST_CODE_POINT = 0x10FFFF

AFTER_ALL_TEXT = chr(_LAST_CODE_POINT)


def fold(text: str) -> str:
    """Lower-case text without diacritics, with plain hyphens and single spaces: two spellings a
    reader would call the same are equal.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_DASHES)).casefold()
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(kept.split())


# A character and its inverse add up to this, so that ASCII stays ASCII: space and tilde change
# places.
_SUM = 0x9E
_INVERSES = bytes(max(_SUM - code, 0) for code in range(256))
# A character beyond ASCII sorts after it, so its inverse begins with a mark that sorts before.
_BEYOND_ASCII = "\x1e"
_END = "\x9f"  # after every inverse: of two texts that begin alike the longer one comes first


def inverted(text: str) -> str:
    """A text whose ascending code-point order is the descending order of the argument.

    It lets one plan, `ORDER BY key, id`, serve both directions with the id ascending in each.
    """
    if text.isascii():
        return text.encode().translate(_INVERSES).decode("latin-1") + _END
    return (
        "".join(
            inverted(one)[:-1]
            if one.isascii()
            else _BEYOND_ASCII + chr(_LAST_CODE_POINT - ord(one))
            for one in text
        )
        + _END
    )


_PARTED = "\n"
_INVERSE_OF_PARTED = chr(_INVERSES[ord(_PARTED)])


def all_inverted(texts: Sequence[str]) -> list[str]:
    """What `inverted` gives of each text: plain ones are turned all at once."""
    whole = _PARTED.join(texts)
    if not whole.isascii() or whole.count(_PARTED) != len(texts) - 1:
        return list(map(inverted, texts))
    turned = whole.encode().translate(_INVERSES).decode("latin-1") + _END
    return turned.replace(_INVERSE_OF_PARTED, _END + _PARTED).split(_PARTED)
