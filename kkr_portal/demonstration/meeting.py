"""The meeting of KKR Midtjylland on 11 October 2021, from the packet of attachments that it published.

Items, numbers, headings and case numbers are the source's, with plain misprints put right. The packet
shows only items with attachments: what it does not say stands here as not said. The texts are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from kkr_portal.demonstration import attachments
from kkr_portal.documents.models import StoredFile, store
from kkr_portal.documents.uploads import check_upload
from kkr_portal.registry.models import Council
from meetings.actions import agenda as actions
from meetings.models import AgendaItem, Meeting

DATE = date(2021, 10, 11)
NOT_IN_SOURCE = "(Overskriften fremgår ikke af kilden)"
NOTE = (
    "**Demonstration.** Mødet er sat op efter den bilagspakke, som KKR Midtjylland offentliggjorde til "
    "mødet. Punkternes numre og overskrifter, sagsnumrene og bilagenes tal er kildens. "
    "Sagsfremstillingerne, indstillingerne og bilagenes tekst er skrevet til portalen. Pakken viser kun "
    "punkter med bilag; overskrifterne på afsnittene og på punkt 3.2, 5.1 og 5.3 kendes derfor ikke."
)


@dataclass(frozen=True)
class Item:
    section: int
    title: str
    presentation: str = ""
    recommendation: str = ""
    economy: str = ""
    case_number: str = ""


UNKNOWN = Item(
    0, NOT_IN_SOURCE, "Punktet har ingen bilag i pakken, så kilden siger ikke, hvad det handler om."
)
SECTIONS = 5
ITEMS = (
    Item(
        2,
        "Orientering",
        "Formandskaberne for de to regionale arbejdsmarkedsråd, regionen og KKR har i et brev af "
        "24. august 2021 takket beskæftigelsesministeren for oplægget på Ungetopmødet den 8. juni 2021. "
        "Brevet og de eksempler fra Viborg og Horsens, som det henviser til, er vedlagt.",
        "At KKR tager orienteringen til efterretning.",
    ),
    Item(
        3,
        "Resultatkontrakt 2022 mellem KKR Midtjylland og Erhvervshus Midtjylland",
        "Udkastet bygger på rammeaftalen for 2021–2023. Det har:\n\n"
        "- syv nationale mål og ét lokalt mål\n"
        "- seks særlige indsatsområder\n"
        "- en fordelingsnøgle for de 19 kommuner\n\n"
        "Målnumrene følger ikke rammeaftalens: dens mål 5 om kriseberedskab gjaldt kun 2021.",
        "At KKR drøfter og godkender udkastet til resultatkontrakt for 2022.",
        "Kommunernes basisbevilling er 39,010 mio. kr. i 2022. Fordelingen fremgår af udkastet.",
    ),
    Item(3, UNKNOWN.title, UNKNOWN.presentation),
    Item(
        3,
        "Alliance om nær psykiatri – reorganisering",
        "Oversigten viser for hvert initiativ, hvem der står for det, og hvor langt det er.",
        "At KKR tager status til efterretning.",
    ),
    Item(
        3,
        "Landstallet for flygtninge 2021 for 2022",
        "Landstallet for 2022 er 500 personer. Heraf skal kommunerne i Region Midtjylland modtage 126. KKR "
        "Midtjylland tiltrådte de beregnede kommunekvoter den 8. juni 2021 og meddelte det til "
        "Udlændingestyrelsen den 9. september 2021.\n\n"
        "Udlændingestyrelsens brev af 30. september 2021 peger på, at evakuerede fra Afghanistan kan få "
        "betydning for landstallet i både 2021 og 2022.",
        "At KKR tager de endelige kommunekvoter til efterretning.",
    ),
    Item(5, UNKNOWN.title, UNKNOWN.presentation),
    Item(
        5,
        "KKR's anbefalinger til organisationer og kriterier for nye erhvervshusbestyrelser 2022-2026",
        "De fem KKR udpeger nye bestyrelser for erhvervshusene fra 1. april 2022. Det afgående KKR "
        "anbefaler, hvilke organisationer der kan indstille, og hvilke kriterier der skal lægges vægt "
        "på. Det nye KKR beslutter det på sit konstituerende møde den 19. januar 2022.",
        "At KKR vedtager sine anbefalinger til det kommende KKR.",
        case_number="SAG-2021-03500",
    ),
    Item(5, UNKNOWN.title, UNKNOWN.presentation),
    Item(
        5,
        "Forretningsorden for KKR Midtjylland 2022-2026",
        "KL's bestyrelse vedtog den reviderede forretningsorden den 26. august 2021. Den gælder fra "
        "1. januar 2022.",
        "At KKR tager forretningsordenen til efterretning.",
        case_number="SAG-2020-06517",
    ),
)


@transaction.atomic
def load() -> Meeting:
    """Make the meeting with its nine attachments; the rendered files are stored by their checksum."""
    meeting = Meeting.objects.create(
        council=Council.objects.get(slug="midtjylland"), date=DATE, note=NOTE, status=Meeting.Status.SENT
    )
    sections = [actions.add_section(meeting=meeting, title=NOT_IN_SOURCE) for _ in range(SECTIONS)]
    items: dict[str, AgendaItem] = {}
    for item in ITEMS:
        section = sections[item.section - 1]
        made = actions.place_item(
            AgendaItem(
                section=section, title=item.title, presentation=item.presentation,
                recommendation=item.recommendation, economy=item.economy, case_number=item.case_number,
            )
        )  # fmt: skip
        items[f"{item.section}.{made.position}"] = made
    for attachment in attachments.ATTACHMENTS:
        actions.attach(
            item=items[attachment.item],
            files=[(_stored(attachment), attachment.file_name, attachment.title)],
        )
    return meeting


def _stored(attachment: attachments.DemonstrationAttachment) -> StoredFile:
    content = attachments.render(attachment)
    return store(check_upload(SimpleUploadedFile(attachment.file_name, content)))
