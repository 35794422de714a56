"""Reading a question and passages together: which of them answer, and whether any does."""
