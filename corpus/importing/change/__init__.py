"""A change of the corpus: a version added, its roles approved, a guideline closed; all at once or not at all."""
