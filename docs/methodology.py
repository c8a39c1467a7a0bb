"""Fills the code lists of docs/methodology.md, so that the page never lists a code that is gone or
misses a new one.
"""

import re
from textwrap import fill

from api.collections.codelists import CODELISTS

_BLOCK = re.compile(r"(<!-- codes: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """The page with every list between its markers written anew; KeyError for a list that does not
    exist.
    """

    def rows(match: re.Match[str]) -> str:
        codes = CODELISTS[match[2]].codes
        lines = (
            fill(
                f"- **{code.label}** (`{code.value}`): {code.definition}",
                100,
                subsequent_indent="  ",
            )
            for code in codes
        )
        return match[1] + "".join(f"{line}\n" for line in lines) + match[3]

    return _BLOCK.sub(rows, text)
