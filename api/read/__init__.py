"""The read side. Folders in the order it runs: request, sql, database, answers (search, export).
Knows the served tables, never how they were made.
"""
