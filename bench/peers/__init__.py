"""Those we measure ourselves against, on the same data: a bare application, a textbook one,
Datasette, and static file servers.
"""
