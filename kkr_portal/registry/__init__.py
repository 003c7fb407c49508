"""The registry (stamdata): what all four rooms stand on, and who and where things are.

region, kommunekontaktråd (KKR)   Region, Council: one council for each region, five in all
erhvervshus, kontor               BusinessHouse, BusinessHouseOffice: six; KKR Syddanmark has two
kommune, skrivemåde, folketal     Municipality, MunicipalityName, Population: all 98, not Christiansø
parti, lokalliste                 Party; a local list's letter counts in its municipality alone
organisation                      Organisation
person, mandat                    Person, Mandate: a seat in a municipal council over a period

Municipalities are matched by their code, and names only through ``Municipality.objects.by_any_name``:
sources spell them differently. The rows that come with the portal lie in ``data/*.csv`` and are loaded
by migration 0002; each names its source, and says where it was not verified. Town or rural is the
framework agreement's annex 1, and nothing else.
"""
