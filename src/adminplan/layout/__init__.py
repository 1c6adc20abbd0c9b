"""Station layout."""
