"""What a question's own words say, without catalogue or index."""
