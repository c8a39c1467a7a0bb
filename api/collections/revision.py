"""The revision of the schema that the code needs: that of the newest step in `migrations/`, which a test compares.

It stands here, since a server asks for it at each look at its readiness, and the library that reads the steps takes longer to load than a start.
"""

REVISION = "0006"
