"""The rules of procedure (forretningsordenen) and the statutes they point to, as plain functions.

``editions`` says which edition holds on a date; every other module is a noun of the rules. Each function
takes facts and dates, cites its paragraph, and returns values, ties and breaches. Nothing here reads the
database or the clock, and no lot is drawn.
"""
