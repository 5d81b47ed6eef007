"""Pages of asking in confidence, split by noun."""
