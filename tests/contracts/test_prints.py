"""The contract as PDF: an official document, marked as a draft until it is signed."""

import io
import re

import pikepdf
import pytest

from contracts import prints
from contracts.models import FrameworkAgreement
from kkr_portal.demonstration import contracts as demonstration
from kkr_portal.documents import live
from tests.contracts.lives import signed
from tests.documents.reading import text


@pytest.fixture
def contract(db):
    return demonstration.load()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    with opened(content) as pdf:
        return [text(page) for page in pdf.pages]


def test_every_page_is_marked_until_both_have_signed(contract):
    draft = opened(prints.contract_pdf(contract))
    texts = pages_of(prints.contract_pdf(contract))
    assert len(texts) > 8
    assert all("UDKAST" in text for text in texts)
    assert draft.Root.MarkInfo.Marked
    assert prints.contract_name(contract) == "Udkast - Resultatkontrakt 2022 Erhvervshus Midtjylland"


def test_signed_it_carries_the_signatures_and_no_mark(db):
    contract = signed()
    text = "\n".join(pages_of(prints.contract_pdf(contract)))
    assert "UDKAST" not in text
    assert "Torben Hansen" in text
    assert "Underskrevet 1. november 2021" in text
    assert prints.contract_name(contract) == "Resultatkontrakt 2022 Erhvervshus Midtjylland"


def test_the_contents_name_the_true_pages(contract):
    texts = pages_of(prints.contract_pdf(contract))
    contents = re.sub(r"(\n\.)+\n", "\n", texts[1])
    entries = re.findall(r"([^\n]+(?:\n\D[^\n]*)?)\n(\d+)(?=\n|$)", contents.removeprefix("Indhold\n"))
    assert len(entries) >= 6 + 6 + 8
    for heading, page in entries:
        assert heading.partition("\n")[0] in texts[int(page) - 1]


def test_bookmarks_language_and_the_key(contract):
    content = prints.contract_pdf(contract)
    with opened(content) as pdf, pdf.open_outline() as outline:
        titles = [one.title for top in outline.root for one in [top, *top.children]]
        assert str(pdf.Root.Lang) == "da"
    assert {"Økonomi", "Særlige indsatsområder", "Mål"} <= set(titles)
    text = "\n".join(pages_of(content))
    assert "39.010" in text
    assert "Rækkerne giver 39.009" in text


def test_same_contract_same_bytes(contract):
    assert prints.contract_pdf(contract) == prints.contract_pdf(contract)
    agreement = FrameworkAgreement.objects.get()
    assert prints.framework_pdf(agreement) == prints.framework_pdf(agreement)


def test_contracts_frameworks_and_accepted_reports_are_live_documents(contract, user_with, council):
    user = user_with("secretariat")
    offered = {kind.name: [one.title for one in kind.choices(user, council)] for kind in live.kinds()}
    assert offered["contract"] == [
        "Udkast - Resultatkontrakt 2022 Erhvervshus Midtjylland",
        "Udkast - Resultatkontrakt 2021 Erhvervshus Midtjylland",
    ]
    assert offered["framework_agreement"] == ["Aftale om rammerne for erhvervshuse 2021–2023"]
    assert offered["contract_report"] == ["Status ved årets udgang, Erhvervshus Midtjylland 2021"]
    first = live.make("contract", str(contract.pk))
    contract.focus_areas.filter(position=1).update(title="Et andet område")
    assert live.make("contract", str(contract.pk)).state != first.state
    for kind in live.kinds():
        if kind.name in offered and kind.name.startswith(("contract", "framework")):
            ref = next(iter(kind.choices(user, council))).ref
            assert live.make(kind.name, ref).pdf().startswith(b"%PDF")
            assert kind.url(ref).startswith("/contracts/")
    with pytest.raises(live.SourceGone, match="findes ikke længere"):
        live.make("contract", "999999999")
