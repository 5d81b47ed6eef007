"""How long a whole country's register takes, beside the least that any program could do with the same file."""
