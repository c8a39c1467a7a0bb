"""Third stage of reading: connections, read-only, and the release they serve. One file a
database.
"""
