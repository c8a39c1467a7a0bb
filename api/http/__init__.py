"""The edge: the only place that knows HTTP and FastAPI. Requests come in through `caching` and
`middleware`, `v1` answers, `respond` sends.
"""
