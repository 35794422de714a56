"""What every request passes through: limits, origins, headers, faults."""
