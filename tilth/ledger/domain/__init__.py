"""What giving and receiving mean, in pure Python."""
