"""Station 2: the raw text of a file becomes one clean string that knows where every character came from.

Reads `Source`. Writes `Text`.
"""
