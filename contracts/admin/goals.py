"""Goals in the admin."""
