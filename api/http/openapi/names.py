"""How things are called in the OpenAPI description: operations, schemas, and enumerations of code lists. Pure."""

from api.collections.codelists import CODELISTS
from api.collections.declare import Collection


def pascal(name: str) -> str:
    """`value_statuses` → `ValueStatuses`."""
    return "".join(part.capitalize() for part in name.split("_"))


def schema_of(resource: Collection) -> str:
    """Name of the schema of one record."""
    return resource.model.__name__


def code_schema(codelist: str) -> str:
    """Name of the enumeration of a code list as a parameter takes it: `value_statuses` → `ValueStatusCode`."""
    name = pascal(codelist)
    for ending, singular in (("Statuses", "Status"), ("Bases", "Basis"), ("ies", "y"), ("s", "")):
        if name.endswith(ending):
            return name.removesuffix(ending) + singular + "Code"
    return name + "Code"


CODE_SCHEMAS = {name: code_schema(name) for name in CODELISTS}
