"""What each command of the command line does, in three modules: what serves loads nothing of what
publishes and the other way round, which halves the time and memory of a start.
"""
