"""Measuring: synthetic datasets of any size, the peers, and the runner that writes RESULTS.md. No
part of the product.
"""
