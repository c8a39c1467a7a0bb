"""Answers that hold every row: files streamed, spooled, or made once a release."""
