"""Measuring: plans that were read, held against gold made by hand."""
