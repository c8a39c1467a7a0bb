"""How far a rounded figure reaches: half of its last digit as it would be written, in thousands,
millions, billions or trillions. Pure.
"""

from decimal import Decimal

_SCALES = tuple(Decimal(1000) ** power for power in range(5))


def half_of_last_digit(figure: float) -> Decimal:
    """For 6.8 billion: 50 million; for 36 billion and for 400 billion: 500 million."""
    size = abs(Decimal(str(figure)))
    digit = max((one for one in _SCALES if one <= size), default=_SCALES[0])
    while size % digit:
        digit /= 10
    return digit / 2
