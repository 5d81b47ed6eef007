"""Joint practice development: what people offer and want, rounds of matching, and the groups that come of them."""
