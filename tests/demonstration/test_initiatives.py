"""Item 3.3 as a status table of the portal's own."""

from kkr_portal.demonstration import initiatives


def test_every_initiative_of_the_source_once_with_all_its_statuses(db):
    table = initiatives.load()
    rows = list(table.initiatives.order_by("position"))
    assert rows[0].name == "Fælles forpligtende forløb og handleplan"
    assert rows[0].run_by == "Randers-, Midt-, Horsens- og Aarhusklyngen"
    two = [one.name for one in rows if len(one.statuses) == 2]
    assert "En borger – ét fælles forløb" in two
    assert len({one.name for one in rows}) == len(rows)
    assert sum(len(one.statuses) for one in rows) == len(initiatives.figures.rows("initiatives"))
