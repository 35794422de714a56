"""The corpus room at the terminal: what staff look at, and what they change."""
