"""A language model may choose what answers, and phrase what is quoted; code decides what counts and what is shown."""
