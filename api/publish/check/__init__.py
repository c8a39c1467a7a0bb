"""Second stage: everything wrong with the seed, all at once, with file, line and how to mend it."""
