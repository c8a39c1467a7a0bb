"""The read side, in the order it runs: plan, filters, order, as_of, statements, run, expand. Knows
the served tables, never how they were made.
"""
