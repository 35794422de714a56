"""Teaching the reader from many documents: what they ask, the network, and how it becomes the package's data."""
