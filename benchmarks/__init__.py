"""What Tilth costs in time and memory, measured beside peers in the same run."""
