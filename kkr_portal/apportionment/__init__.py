"""Seats from votes: highest averages (d'Hondt) and largest remainder. Exact numbers, ties as values.

Nothing is drawn here. When equal numbers compete for the last seats, the result carries the seats that are
decided and a ``Tie``; people draw the lot, and ``resolve`` takes the order that they drew. A party
without votes gets no seat; seats that nobody has votes for are left ``unfilled``.
"""

from kkr_portal.apportionment.alliances import InAlliances, dhondt_in_alliances
from kkr_portal.apportionment.averages import Award, Cell, HighestAverages, dhondt, highest_averages
from kkr_portal.apportionment.remainders import LargestRemainder, Remainder, largest_remainder
from kkr_portal.apportionment.result import Apportionment, Tie

__all__ = [
    "Apportionment",
    "Award",
    "Cell",
    "HighestAverages",
    "InAlliances",
    "LargestRemainder",
    "Remainder",
    "Tie",
    "dhondt",
    "dhondt_in_alliances",
    "highest_averages",
    "largest_remainder",
]
