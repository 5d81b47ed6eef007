"""Every component, shown with its looks: a page for those who build."""
