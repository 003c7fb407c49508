"""The contract room in the admin: for looking things up and for what the pages have no button for."""

from contracts.admin import contracts, framework, goals, life, reporting

__all__ = ["contracts", "framework", "goals", "life", "reporting"]
