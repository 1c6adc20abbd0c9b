"""Station plan."""
