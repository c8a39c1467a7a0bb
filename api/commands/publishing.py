"""The commands that write: each answers its exit status."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from api.base.database import parse_target
from api.base.errors import BuildFaults
from api.publish import release as releasing
from api.publish.compare.differences_shown import as_json, as_text
from api.publish.progress import progress_bar
from api.publish.prove import verify as proving
from api.publish.publish import publish
from api.publish.report import report
from api.publish.store import grant as roles
from api.publish.store import migrate as schema
from api.settings import Settings


def migrate(options: argparse.Namespace, settings: Settings) -> int:
    """Bring the schema to the newest revision."""
    schema.migrate(parse_target(settings.database_url))
    print(f"The schema is at revision {schema.head_revision()}.")
    return 0


def grant(options: argparse.Namespace, settings: Settings) -> int:
    """Make a PostgreSQL role one that only reads."""
    target = parse_target(settings.database_url)
    if target.is_sqlite:
        print("A SQLite file is opened read-only; only PostgreSQL has roles.", file=sys.stderr)
        return 2
    created = roles.grant_reading(target, options.role)
    print(f"The role {options.role} may read every table of the dataset, and nothing else.")
    if created:
        print(f"It is new and has no password; give it one in psql: \\password {options.role}")
    return 0


def seed(options: argparse.Namespace, settings: Settings) -> int:
    """Build the dataset and publish it; with `--check` only report its faults."""
    folder, target = options.seed or settings.seed_dir, parse_target(settings.database_url)
    if options.check or not folder.is_dir():
        options.documents, options.form = None, "text"
        return check(options, settings)
    if target.is_sqlite:
        # Sorting a large build takes gigabytes. Where temporary files lie otherwise may be memory;
        # SQLite asks for no other setting.
        os.environ.setdefault("SQLITE_TMPDIR", str(target.file.parent.resolve()))
    with progress_bar() as progress:
        published = publish(target, folder, progress, force=options.force)
    for warning in published.warnings:
        print(warning, file=sys.stderr)
    release = f"{published.release_id} ({published.hash[:12]})"
    if published.changed:
        counted = ", ".join(f"{number} {name}" for name, number in published.counts.items())
        print(f"Published release {release}: {counted}.")
    else:
        print(f"Release {release} already stands; nothing changed.")
    return 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Print every fault and warning of the seed."""
    folder = options.seed or settings.seed_dir
    if _lacks_folder(folder, options.documents):
        return 2
    with progress_bar() as progress:
        text, status = report(folder, options.documents, options.form, progress)
    print(text)
    return status


def _lacks_folder(seed: Path, documents: Path | None = None) -> bool:
    """Whether there is no such folder, which is said then."""
    for name, path in (("seed", seed), ("documents", documents)):
        if path is not None and not path.is_dir():
            said = f"There is no {name} folder at {path}; name one with --{name}"
            print(f"{said}{' or PLEDGEBOOK_SEED_DIR' * (name == 'seed')}.", file=sys.stderr)
            return True
    return False


def diff(options: argparse.Namespace, settings: Settings) -> int:
    """Print what readers would see change since a published release; 3 where an editor must accept
    some of it.
    """
    folder = options.seed or settings.seed_dir
    if _lacks_folder(folder):
        return 2
    try:
        made = releasing.compared_release(folder, options.release)
    except BuildFaults as faults:  # an invariant would break, or nothing can be built
        print(faults, file=sys.stderr)
        return 3
    return _show_differences(folder, made, options.form, options.as_of, accept=options.accept)


def _show_differences(
    folder: Path,
    made: releasing.Prepared,
    form: str,
    as_of: str | None = None,
    *,
    accept: bool = False,
) -> int:
    if made.before is None:
        print(f"Release {made.release.id} is the first: {dict(made.release.counts)}.")
        return 0
    shown, alarms = releasing.report_of(folder, made.before, made.lines, as_of)
    print(as_json(shown) if form == "json" else as_text(shown, markdown=form == "markdown"))
    if alarms > len(shown.alarms) and form != "json":
        rest = alarms - len(shown.alarms)
        print(f"{rest} more to accept on other days: see `pledgebook diff --as-of all`.")
    return 3 if alarms and not accept else 0


def release(options: argparse.Namespace, settings: Settings) -> int:
    """Publish what stands in the seed as a release, or withdraw one."""
    folder, now = options.seed or settings.seed_dir, datetime.now(UTC)
    if _lacks_folder(folder):
        return 2
    if options.withdraw:
        if not options.reason:
            print("Say why with --reason.", file=sys.stderr)
            return 2
        releasing.withdraw(folder, options.id, f"{now:%Y-%m-%d}", options.reason)
        print(f"Release {options.id} is withdrawn; run `pledgebook seed`.")
        return 0
    if not options.notes and not releasing.is_published(folder, options.id):
        print("Say with --notes what is new in it.", file=sys.stderr)
        return 2
    published_at = options.published_at or f"{now:%Y-%m-%dT%H:%M:%SZ}"
    try:
        with progress_bar() as progress:
            made = releasing.prepare(
                folder, options.id, options.notes or "", published_at, progress
            )
    except releasing.OtherContent as other:
        _show_differences(folder, other.prepared, "text")
        print(other, file=sys.stderr)
        return 1
    if made.is_there:
        print(f"Release {options.id} is published with this content already; nothing changed.")
        return 0
    status = _show_differences(folder, made, "text")
    if status and not options.accept:
        print("Nothing was published; give reasons, or --accept what changes.", file=sys.stderr)
        return status
    if not options.yes and not _agreed(f"Publish release {options.id}?"):
        print("Nothing was published.", file=sys.stderr)
        return 1
    releasing.write(made)
    print(f"Published release {options.id} ({made.release.hash}); run `pledgebook seed`.")
    return 0


def _agreed(question: str) -> bool:
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def verify(options: argparse.Namespace, settings: Settings) -> int:
    """Rebuild and compare; with documents prove every citation."""
    target, seed = parse_target(settings.database_url), options.seed or settings.seed_dir
    if _lacks_folder(seed, options.documents):
        return 2
    proof = proving.verify(target, seed, options.documents, coverage=options.coverage)
    for statement in proof.statements:
        print(statement)
    for fault in proof.faults:
        print(fault, file=sys.stderr)
    return 1 if proof.faults else 0


def locate(options: argparse.Namespace, settings: Settings) -> int:
    """Print where words stand in a document."""
    if _lacks_folder(settings.seed_dir, options.documents):
        return 2
    places = proving.locate(settings.seed_dir, options.documents, options.document, options.quote)
    for place in places:
        print(place)
    if not places:
        print("These words stand nowhere in that document.", file=sys.stderr)
    return 0 if places else 1
