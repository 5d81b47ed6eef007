"""What the field means, in pure Python."""
