"""Schools, and the ties a register records between them."""
