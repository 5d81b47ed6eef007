"""The words in which maturity is told, split by noun."""
