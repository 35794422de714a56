"""What answers a question: the versions in force, the passages in them, what is missing, what has changed."""
