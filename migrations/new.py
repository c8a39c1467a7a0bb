"""Writes the next step of the schema: what the declared canonical tables have that the newest step
has not.

`python -m migrations.new "what it does"`; a database in a temporary folder is brought to the newest
step and compared, so that none of the operator's is needed. Raises Alembic's errors.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from api.base.database import Target
from api.publish.store.migrate import alembic_config, head_revision, migrate


def new_migration(what: str) -> Path:
    """The file written."""
    with TemporaryDirectory() as folder:
        target = Target("sqlite", file=Path(folder) / "newest.sqlite")
        migrate(target)
        config = alembic_config(target)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        number = f"{int(head_revision()) + 1:04}"
        script = command.revision(config, what, autogenerate=True, rev_id=number)
    assert script is not None
    assert not isinstance(script, list)
    return Path(script.path)


if __name__ == "__main__":
    sys.stdout.write(f"{new_migration(sys.argv[1])}\n")
