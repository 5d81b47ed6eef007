"""Measures the planner of terms on families of our own making."""
