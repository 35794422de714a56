"""Finding passages: embedding, storing, searching and publishing. Imports the corpus only."""
