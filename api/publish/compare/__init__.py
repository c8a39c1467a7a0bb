"""What one release, or the seed, answers otherwise than another release."""
