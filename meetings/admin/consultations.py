"""Not filled yet: consultations."""
