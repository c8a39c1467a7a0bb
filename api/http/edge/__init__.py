"""What every request passes: cache, bounds, CORS, conditional requests, errors as problems."""
