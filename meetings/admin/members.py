"""Not filled yet: members."""
