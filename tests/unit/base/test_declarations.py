"""The digest of the served tables is made of what SQLite is given: PostgreSQL may be given nothing
else that counts.
"""

import pytest

from api.collections.catalogue import COLLATION
from api.collections.served_tables import FULL_TEXT, create_statements


def _tables_and_indexes(dialect: str) -> list[str]:
    """Without the full-text index and the view, which the digest has of both databases."""
    return create_statements(dialect)[: -len(FULL_TEXT[dialect]) - 1]


def _spelt(statement: str, collated: str) -> list[str]:
    """The words of a statement, as both databases would write them."""
    alike = statement.replace(f' COLLATE "{COLLATION}"', collated).replace('"', "")
    return alike.replace("FLOAT(53)", "FLOAT").replace("WITHOUT ROWID", "").split()


@pytest.mark.parametrize(("kept", "left_out"), [("", True), (" COLLATE C", False)])
def test_the_databases_differ_in_collation_and_spelling_alone(kept: str, *, left_out: bool) -> None:
    on_sqlite = [_spelt(one, "") for one in _tables_and_indexes("sqlite")]
    on_postgresql = [_spelt(one, kept) for one in _tables_and_indexes("postgresql")]
    assert (on_sqlite == on_postgresql) == left_out
