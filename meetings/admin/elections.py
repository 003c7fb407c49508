"""Not filled yet: elections."""
