"""Contracts in the admin."""
