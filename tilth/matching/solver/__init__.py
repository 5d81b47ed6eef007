"""Chooses columns under limits, tier after tier; knows nothing of people."""
