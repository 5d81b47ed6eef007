"""Families and other arrangements between schools: how they form by consent, where they stand on the grid."""
