"""Station files."""
