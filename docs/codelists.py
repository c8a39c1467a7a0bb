"""Writes the code lists that come with the code, as our own seed has them: `python -m
docs.codelists`.

Raises BuildFaults where the seed has faults.
"""

import orjson

from api.collections.codelists import CODELISTS_FILE
from api.collections.served_tables import CODELISTS_TABLE
from api.publish.assemble import rows_of
from api.publish.check.findings import Findings
from api.publish.progress import SILENT
from api.publish.seed.read_seed import Seed
from api.settings import Settings


def packaged() -> bytes:
    """The file's content: the lists a release of the seed holds, but for that of the collections,
    which the declarations give.
    """
    lists = [
        orjson.loads(body)
        for table, rows in rows_of(Seed(Settings().seed_dir), {}, SILENT, Findings())
        if table == CODELISTS_TABLE.name
        for name, body in rows
        if name != "collections"
    ]
    return orjson.dumps(lists, option=orjson.OPT_INDENT_2) + b"\n"


if __name__ == "__main__":
    CODELISTS_FILE.write_bytes(packaged())
