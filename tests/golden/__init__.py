"""What the real dataset comes to, committed line by line, so that a change of any truth shows in a
diff.
"""
