"""A document between its file and the corpus: blocks of words, mended, shaped and written as Markdown."""
