"""What a question is about, learned from sample questions."""
