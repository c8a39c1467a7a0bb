"""Second stage of reading: a plan becomes SQL. Builds statements, never runs them."""
