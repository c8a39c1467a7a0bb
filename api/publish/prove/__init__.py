"""Last stage: a published release compared with its seed, and every citation with its document."""
