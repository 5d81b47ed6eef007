"""How fast sheets are taken at the door of the real server."""
