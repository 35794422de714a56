"""Files to blocks, one module a format, in a process of their own."""
