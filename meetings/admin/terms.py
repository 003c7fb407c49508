"""Not filled yet: terms."""
