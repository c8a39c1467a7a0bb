"""First stage: the seed's files as records that know their file and line, and which ids exist."""
