"""What forming a partnership and marking the grid mean, in pure Python."""
