"""How the pages look and what they say, and pausing the service."""
