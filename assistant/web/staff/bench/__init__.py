"""What the staff's pages show of evaluation: values, and the protocols of what makes them."""
