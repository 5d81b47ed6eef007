"""Pools made from a seed, as the literature describes them and as schools would have them."""
