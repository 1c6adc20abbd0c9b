"""Beside the road: how right plans are, measured against gold (docs/gold-format.md)."""
