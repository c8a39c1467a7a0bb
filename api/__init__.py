"""Pledgebook: one canonical, source-cited dataset of international investment deals, served over
HTTP.

The packages below form two pipelines that meet only in the database tables: `build` writes, `read`
answers. ARCHITECTURE.md is the map.
"""

__version__ = "0.1.0"
