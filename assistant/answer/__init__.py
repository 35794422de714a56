"""From a decision to an answer: claims, quotes and citations, verified."""
