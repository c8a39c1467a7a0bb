"""What a check has found so far: faults, which stop a release, and warnings, which do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from api.base.errors import Fault
from api.publish.check.mends import with_mend

CodeAndMessage = tuple[str, str]  # of a fault whose place is not known yet


@dataclass(slots=True)
class Findings:
    """Everything found, in two lists. A build that is only looked at is a draft: it may answer
    former days otherwise than what was published.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    is_draft: bool = False

    def add(self, found: Iterable[Fault]) -> bool:
        """Take some; returns whether there was no fault among them."""
        before = len(self.faults)
        for one in map(with_mend, found):
            (self.warnings if one.warning else self.faults).append(one)
        return len(self.faults) == before


def is_sound(found: Iterable[Fault]) -> bool:
    """Whether there is no fault among them."""
    return all(one.warning for one in found)
