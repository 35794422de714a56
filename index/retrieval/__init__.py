"""Passages near a question: chunks, their vectors on disk, and likeness of words."""
