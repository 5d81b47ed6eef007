"""Real rows for tests, one module for each part."""
