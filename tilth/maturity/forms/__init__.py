"""What people may say about maturity, split by noun."""
