"""Life in the admin."""
