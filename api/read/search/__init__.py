"""Answers to searches across collections."""
