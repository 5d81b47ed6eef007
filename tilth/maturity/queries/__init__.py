"""Every read of maturity, narrowed to what the viewer may see. Split by noun."""
