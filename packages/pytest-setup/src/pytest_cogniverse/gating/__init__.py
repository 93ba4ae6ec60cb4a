"""Finds out whether what a test needs is there."""
