"""The output."""
