"""From a corpus to a build that may be published."""
