"""Which days a question names, and which of them it asks about."""
