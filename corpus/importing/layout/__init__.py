"""What stands where on a printed page: lines, columns, headers and footers, paragraphs and lists."""
