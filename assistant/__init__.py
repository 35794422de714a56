"""Answering questions from the guidelines. Imports the corpus and the index."""
