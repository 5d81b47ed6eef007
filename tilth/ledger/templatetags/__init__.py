"""How the ledger writes amounts."""
