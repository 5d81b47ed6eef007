"""Pages of maturity, split by noun."""
