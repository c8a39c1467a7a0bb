"""Say how exactly dollars are stated, and which part of an inferred date is.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_PART = "{}_stated_part"
_DATES = {
    "agreements": ("pledged_on", "announced_on", "signed_on", "ends_on"),
    "commitments": ("announced_on",),
    "documents": ("published_on",),
    "events": ("occurred_on",),
    "people": ("office_from", "office_until"),
    "projects": ("announced_on",),
    "tariffs": ("effective_on",),
    "terms": ("effective_on",),
    "tranches": ("announced_on",),
}
_ADDED = (
    *((table, _PART.format(name)) for table, names in _DATES.items() for name in names),
    *((table, "amount_usd_qualifier") for table in ("agreements", "commitments", "projects")),
    *(("tranches", "amount_usd_qualifier"), ("parties", "amount_usd_qualifier")),
    ("parties", "amount_usd_status"),
)


def upgrade() -> None:
    for table, name in _ADDED:
        op.add_column(table, sa.Column(name, _TEXT, nullable=True))


def downgrade() -> None:
    for table, name in reversed(_ADDED):
        op.drop_column(table, name)
