"""Pledgebook: one canonical, source-cited dataset of international investment deals, served over
HTTP. `publish` writes the database, `read` and `http` answer from it; ARCHITECTURE.md is the map.
"""

__version__ = "1.0.0"
