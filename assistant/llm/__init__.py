"""A language model may phrase what the guideline says; code decides what may be said, and what is shown of it."""
