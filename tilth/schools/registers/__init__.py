"""Registers compared with the schools we have, batch by batch, and what differs written down."""
