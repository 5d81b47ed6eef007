"""Settings, the table of addresses, and the door for web servers."""
