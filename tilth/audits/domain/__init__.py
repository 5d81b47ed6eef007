"""What asking in confidence means: instruments, phases, statistics, and what is published."""
