"""Every change to people, split by noun."""
