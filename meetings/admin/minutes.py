"""Not filled yet: minutes."""
