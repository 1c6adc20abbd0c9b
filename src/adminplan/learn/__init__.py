"""Station learn."""
