"""The product without its memory of totals, so that every answer is the first of its filter: `python -m bench.forgetful serve`."""

import sys

from api.cli import main
from api.read import release

if __name__ == "__main__":
    release.MOST_REMEMBERED = 0
    sys.exit(main())
