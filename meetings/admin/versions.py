"""Not filled yet: versions."""
