"""Answers that hold every row: files streamed, written to disk, or made once a release."""
