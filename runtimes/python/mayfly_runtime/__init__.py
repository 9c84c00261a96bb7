"""Mayfly's client of the Lambda Runtime API for Python 3.8 and later."""
