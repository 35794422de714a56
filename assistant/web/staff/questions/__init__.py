"""What members asked in vain: reading it, marking it, and making sample questions of it."""
