"""How what exists is stored and shown: the SQLModel tables and public shapes of every collection, and the served tables."""
