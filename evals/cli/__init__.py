"""The evaluation room at the terminal: runs and what they show, publishing, measuring."""
