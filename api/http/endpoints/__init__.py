"""The handlers, one file a kind of address."""
