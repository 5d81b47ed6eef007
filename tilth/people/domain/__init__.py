"""What people, roles and lists of people mean, in pure Python."""
