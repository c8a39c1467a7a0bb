"""Third stage: claims become the values of each record on each day, with the reason of each choice.
Pure.
"""
