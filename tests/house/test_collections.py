"""A collection is declared once as what can be asked and once as what is stored and shown: neither may lack the other."""

from api.resources import ALL, DERIVED, RECORDS
from api.schema.rows import ROWS
from api.schema.shapes import ITEMS


def test_every_collection_has_a_public_shape() -> None:
    assert list(ITEMS) == [resource.name for resource in (*ALL, *DERIVED)]


def test_every_collection_of_facts_has_a_canonical_table() -> None:
    tables = {row.__tablename__ for row in ROWS}
    assert {resource.name for resource in (*RECORDS, *ALL)} - tables == {"claims"}  # whose served table says all
