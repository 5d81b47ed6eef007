"""Every read of asking in confidence, narrowed to what the viewer may see. Split by noun."""
