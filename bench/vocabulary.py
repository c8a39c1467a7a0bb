"""Words the synthetic deals are made of: invented names with letters of many alphabets' borders,
and one word common, one rare.
"""

import unicodedata

# One project in five is a plant; only a handful hold the rare word. Search is measured with both.
COMMON_NOUN = "plant"
RARE_WORD = "obsidian"

TOWNS = (
    *(
        "Ōtsukawa",
        "Kitamori",
        "São Vicente",
        "Zürichberg",
        "Ulsando",
        "Gyeongsan",
        "Żarów",
        "Malmöra",
        "Châtelneuf",
        "Ölandet",
        "Hà Tiên",
    ),
    *(
        "Izmirdağ",
        "Nagasu",
        "Łódka",
        "Cœurville",
        "Straßdorf",
        "Niigawa",
        "Pohangri",
        "Sankt Ruprecht",
        "Åsele Bay",
        "Cañada Vieja",
    ),
    *(
        "Mount Tabor",
        "Red Fork",
        "Three Rivers",
        "Cape Linn",
        "Elk Crossing",
        "Saltville",
        "Grand Mesa",
        "New Odra",
        "Fort Lyle",
        "Blue Ash",
    ),
)
NOUNS = (
    *(
        COMMON_NOUN,
        COMMON_NOUN,
        "refinery",
        "foundry",
        "shipyard",
        "terminal",
        "pipeline",
        "smelter",
        "laboratory",
        "data center",
    ),
)
KINDS = (
    "copper",
    "ammonia",
    "gas turbine",
    "battery",
    "wafer",
    "hull block",
    "rare earth",
    "transformer",
    "vaccine",
    "fiber",
    "magnet",
    "steel",
)
PRODUCTS = (
    "ammonia",
    "copper cathode",
    "transformers",
    "optical fiber",
    "magnets",
    "wafers",
    "turbine blades",
    "hull blocks",
)
UNITS = ("t/year", "t", "units/year")
SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ten",
    "su",
    "lor",
    "vez",
    "han",
    "dae",
    "nor",
    "el",
    "tar",
    "ō",
    "kyū",
    "lin",
    "zo",
    "bry",
    "ñe",
    "fä",
    "gard",
)
COMPANY_ENDINGS = (
    "Heavy Industries",
    "Holdings",
    "Electric",
    "Materials",
    "Shipbuilding",
    "Énergie",
    "Works",
    "Chemical",
    "Partners",
    "製作所",
)
PUBLISHERS = (
    "The Harbor Ledger",
    "Daily Tonnage",
    "Kyōdō Trade Wire",
    "Revista Econômica",
    "The Treaty Gazette",
)
GOVERNMENTS = (
    ("government-us", "United States government", "US"),
    ("government-jp", "Government of Japan", "JP"),
    ("government-kr", "대한민국 정부", "KR"),
)


def slug(text: str) -> str:
    """The text as part of an id: lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("Ł", "L").replace("ß", "ss").replace("œ", "oe").replace("ğ", "g")
    )
    kept = "".join(
        character if character.isascii() and character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return "-".join(kept.lower().split())
