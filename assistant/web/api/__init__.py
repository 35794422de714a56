"""The HTTP interface: routes, and what they take and give."""
