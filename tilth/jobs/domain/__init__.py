"""When work is due, and how long to wait before trying again."""
