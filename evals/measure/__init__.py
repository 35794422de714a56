"""Measuring the running program: speed, weight, pictures."""
