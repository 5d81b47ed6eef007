"""Pages about partnerships, split by noun."""
