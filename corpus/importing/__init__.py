"""A board's document becomes a version of the corpus: read, shown, checked, and written all at once or not at all."""
