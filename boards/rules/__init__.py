"""A board's statutes as plain functions: which seats it has, who may sit in them and until when, its balance.

Each takes facts and dates and answers with values and breaches; nothing here reads the database or the clock.
"""
