"""English words for numbers, and the ways of writing a numeral. Constants, and text made plain."""

import re
from fractions import Fraction

# One character each for the same character in another coat, so that offsets stay.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u00ad", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t\n", " "),
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("“”", '"'),
        "％": "%",
        "＄": "$",
        "₂": "2",
        "—": ";",
    }
)
_OTHERWISE = re.compile(f"[{''.join(map(chr, _PLAIN))}]")

_UNITS_IN_ORDER = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen
"""
UNITS = {word: value for value, word in enumerate(_UNITS_IN_ORDER.split(), start=0)}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
LETTERS = {
    "k": 10**3,
    "K": 10**3,
    "m": 10**6,
    "M": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "B": 10**9,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "T": 10**12,
    "tn": 10**12,
}
_ORDINALS_IN_ORDER = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
ORDINALS = {word: value for value, word in enumerate(_ORDINALS_IN_ORDER.split(), start=1)}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
SIGNS = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "⅕": Fraction(1, 5),
    "⅛": Fraction(1, 8),
}
# "hundreds" is the range 200 to 999: (lowest, highest).
VAGUE = {
    "dozens": (24, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 999_999),
    "millions": (2 * 10**6, 10**9 - 1),
    "billions": (2 * 10**9, 10**12 - 1),
    "trillions": (2 * 10**12, 10**15 - 1),
}
VAGUE_SCALES = {"thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12}

# A numeral with its separators; a sign only where no word or figure stands before it; the letter of
# a scale only where no other letter follows. Or a word, or a sign for a fraction.
TOKEN = re.compile(
    r"(?P<sign>(?<![\w.)%])[-+])?"
    r"(?<![\w.])(?P<numeral>\d{1,3}(?:,\d{3}){1,9}(?!\d)(?:\.\d{1,30})?"
    r"|\d{1,3}(?: \d{3}){1,9}(?!\d)|\d{1,9}/\d{1,9}(?![\d/])|\d{1,30}(?!\d)(?:\.\d{1,30})?)"
    r"(?:(?P<ordinal>st|nd|rd|th)(?![A-Za-z])| ?(?P<letter>bln|mln|bn|mn|tn)(?![A-Za-z])"
    r"|(?P<short>[kKmMbBT])(?![A-Za-z]))?"
    r"|(?P<part>[½¼¾⅓⅔⅕⅛])"
    r"|(?P<word>[A-Za-z]+)"
)
# Whether there is any figure at all: most texts have none.
ANY_NUMERAL = re.compile(r"[\d½¼¾⅓⅔⅕⅛]")
_NUMBER_WORDS = frozenset([*UNITS, *TENS, *ORDINALS, *PARTS, *VAGUE, *SCALES, "hundred", "dozen"])
_WORD = re.compile(r"\w+")


def has_number_word(text: str) -> bool:
    """Whether any word of the text is one for a number. Taking it apart is a tenth of the time of
    looking for each.
    """
    return not _NUMBER_WORDS.isdisjoint(_WORD.findall(text.casefold()))


def plain(text: str) -> str:
    """The text with one kind of hyphen, blank, apostrophe and percent sign; as long as before."""
    if text.isascii() and "\n" not in text and "\t" not in text:
        return text
    return text.translate(_PLAIN) if _OTHERWISE.search(text) else text
