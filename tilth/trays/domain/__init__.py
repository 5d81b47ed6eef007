"""What sealed trays mean: slips, seals, slots, the counter, and signatures given without seeing what is signed."""
