"""Answers as bytes: pure functions from finished records to one format each. Nothing here reads the
database or knows HTTP.
"""
