"""What joint practice development means: half-hours, answers, waiting, coverage. Pure Python."""
