"""The schema: Alembic migrations run from code, and the revision a database stands at. Raises Alembic's and the driver's errors."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from api.base.database import Target

_MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def alembic_config(target: Target) -> Config:
    """Alembic's configuration for a database, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", target.sqlalchemy_url.replace("%", "%%"))
    return config


def compared(name: str | None, kind: str, parents: object) -> bool:
    """Whether a thing of the database is compared with the declarations: not the full-text index, in which the databases have nothing in common."""
    return kind != "table" or name is None or not name.startswith("search_index")


def migrate(target: Target, revision: str = "head") -> None:
    """Bring the schema to a revision, creating a SQLite file where there is none."""
    if target.is_sqlite:
        target.file.parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(target), revision)


def head() -> str:
    """The newest revision the code knows."""
    found = ScriptDirectory(str(_MIGRATIONS)).get_current_head()
    assert found is not None
    return found
