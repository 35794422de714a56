"""Corpus files become a catalogue: front matter, text, anchors and roles, sample questions."""
