"""Does a value follow from the words it cites? Deterministic, no look at any document."""
