"""What needs me today: the first page, search, and the way around. The only part that knows all others."""
