"""Asking: the system under test, its answers, and where they are kept."""
