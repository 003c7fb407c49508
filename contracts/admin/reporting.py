"""Reporting in the admin."""
