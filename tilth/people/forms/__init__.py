"""What people may say to us about people, split by noun."""
