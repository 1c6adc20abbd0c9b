"""adminplan reads Vietnamese official plans (kế hoạch) and turns them into data."""
