"""Not filled yet: life."""
