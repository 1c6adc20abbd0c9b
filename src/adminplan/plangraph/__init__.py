"""Station plangraph."""
