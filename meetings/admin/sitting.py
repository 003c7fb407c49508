"""Not filled yet: sitting."""
