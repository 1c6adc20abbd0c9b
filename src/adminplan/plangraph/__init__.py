"""Station plangraph: who cites whom."""
