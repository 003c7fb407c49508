"""The refugee quotas' rules as plain functions: the model, agreements, deadlines, what-if.

Each takes facts and dates and answers with values, ties and breaches; nothing here reads the database or the
clock, every share is exact, and what the text does not say is marked as computed.
"""
