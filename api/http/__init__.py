"""HTTP: besides `app.py` and the site the only place that knows FastAPI. A request passes `edge`
(cache, middleware); a handler in `endpoints` answers it; `openapi` describes them.
"""
