"""Write side: from the seed to a published release. Folders in the order it runs: seed, check,
resolve, rows, store, prove.
"""
