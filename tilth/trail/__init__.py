"""Who did what, when: written once, never changed, readable by those it concerns."""
