"""The contribution ledger: who gave what to whom, when and for how long, and what follows from it about ties."""
