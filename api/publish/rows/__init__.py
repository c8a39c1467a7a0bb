"""Fourth stage: records over time become rows of the canonical and the served tables."""
