"""Framework in the admin."""
