"""The framework agreement's and the contract's rules as plain functions.

Each takes facts and answers with values and breaches; nothing here reads the database or the clock, and every
share is exact.
"""
