"""What members and visitors read, one file a language."""
