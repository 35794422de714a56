"""What staff read of a run."""
