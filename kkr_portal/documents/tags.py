"""Mends what WeasyPrint writes into the tag tree against PDF/UA (ISO 14289-1), before the file is written.

The tree tells a screen reader what is a list, a table, a heading. What is mended: the body of a list item,
groups inside a list, and which way a heading cell of a table points.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import pydyf
from weasyprint.document import Document

Element: TypeAlias = Any  # a pydyf.Dictionary, which has no types
OF_AN_ITEM = ("/Lbl", "/LBody")
OF_A_LIST = ("/L", "/LI", "/Caption")


def mend(document: Document, pdf: pydyf.PDF) -> None:
    """A finisher for WeasyPrint's ``write_pdf``."""
    Tree(pdf).mend()


class Tree:
    """The structure elements of a PDF by the references with which they name each other."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.elements = {
            one.reference: one
            for one in pdf.objects
            if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
        }

    def mend(self) -> None:
        for element in list(self.elements.values()):
            match element["S"]:
                case "/L":
                    self._only_items(element)
                case "/LI":
                    self._one_body(element)
                case "/TR":
                    self._point_headings(element)

    def kind(self, kid: Any) -> str:
        """The kind of an element's kid; empty for a piece of the page itself."""
        return str(self.elements[kid]["S"]) if isinstance(kid, bytes) and kid in self.elements else ""

    def _adopt(self, parent: Element, kids: list[Any]) -> None:
        parent["K"] = pydyf.Array(kids)
        for kid in kids:
            if self.kind(kid):
                self.elements[kid]["P"] = parent.reference

    def _only_items(self, element: Element) -> None:
        """A group in a list (``<div>`` in ``<dl>``) gives way to its items."""
        kids: list[Any] = []
        for kid in element["K"]:
            grouped = self.kind(kid) and self.kind(kid) not in OF_A_LIST
            kids += self.elements[kid]["K"] if grouped else [kid]
        self._adopt(element, kids)

    def _one_body(self, element: Element) -> None:
        """What stands beside an item's label is its body."""
        label = [kid for kid in element["K"] if self.kind(kid) == "/Lbl"]
        loose = [kid for kid in element["K"] if self.kind(kid) not in OF_AN_ITEM]
        if not loose:
            return
        content: list[Any] = []
        for kid in element["K"]:
            if self.kind(kid) == "/LBody":
                content += self.elements[kid]["K"]
            elif self.kind(kid) != "/Lbl":
                content.append(kid)
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "Pg": element["Pg"], "P": element.reference}
        )
        self.pdf.add_object(body)
        self.elements[body.reference] = body
        self._adopt(body, content)
        self._adopt(element, [*label, body.reference])

    def _point_headings(self, row: Element) -> None:
        """A heading cell points down in the table's head and where its row has nothing else; else along.

        WeasyPrint names the headings of each cell instead, and the wrong ones beside cells that span rows.
        """
        cells = [self.elements[kid] for kid in row["K"] if self.kind(kid) in ("/TH", "/TD")]
        down = self.kind(row["P"]) == "/THead" or all(cell["S"] == "/TH" for cell in cells)
        for cell in cells:
            cell["A"].pop("Headers", None)
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Column" if down else "/Row"
