"""Station view: what people look at."""
