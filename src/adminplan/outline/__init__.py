"""Station outline."""
