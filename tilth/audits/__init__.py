"""Asking in confidence: instruments, waves, results, and the conversation that follows."""
