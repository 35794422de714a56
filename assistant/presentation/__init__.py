"""An answer in each medium, and the addresses that it links to."""
