"""Measuring answers. Imports all rooms; no room imports it."""
