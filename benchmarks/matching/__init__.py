"""How the exchange engine stands beside its peers: time, memory, value and proven bound, measured in one run."""
