"""Station passages."""
