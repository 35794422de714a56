"""Builds on disk: which one is served, why, and how it is opened."""
