"""The ground floor: values, text, hashes, errors and database handles. Knows nothing of deals,
queries or HTTP.
"""
