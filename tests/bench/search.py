"""The search over twenty years of one KKR: ``python -m tests.bench.search``.

100 meetings, each sent, with 2,000 items and 6,000 attachments of three pages. Each question, by
everyone and by the KKR's secretariat, beside a word that is nowhere: the rooms are asked, and none has a hit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

from tests.bench.measuring import Row, database, everyone, seconds, secretary, show

MEETINGS, ITEMS, ATTACHMENTS, PAGES = 100, 20, 3, 3
WORDS_ON_A_PAGE = 250
QUESTIONS = {
    "a word of every page": "kommune",
    "a word of some": "udpegninger",
    "two words": "erhvervshus bestyrelse",
    "in quotes": '"kommune og bestyrelse"',
    "a word of one item": "zonterbane",
    "a case number": "SAG-2021-03500",
    "the number of an item": "3.4",
    "only stop words": "og det",
}
NOWHERE = "findesikke"
VOCABULARY = [
    "kommune", "og", "bestyrelse", "møde", "udpegning", "erhvervshus", "kontrakt", "mål", "region",
    "beslutning", "indstilling",
    "referat", "kvote", "flygtning", "økonomi", "sundhed", "praksis", "uddannelse", "arbejde",
    "virksomhed", "vækst", "klima", "trafik", "bolig", "ældre", "skole", "plan", "aftale", "ramme", "proces",
]  # fmt: skip


def rows() -> Iterator[Row]:
    """Of each question, the hits on the whole page as everyone is told them."""
    with database("search"):
        fill()
        readers = {"everyone": everyone(), "the secretariat": secretary()}
        nowhere = {reader: seconds(client, _address(NOWHERE)) for reader, client in readers.items()}
        for what, question in QUESTIONS.items():
            address = _address(question)
            told = re.search(r"([\d.]+) resultat", readers["everyone"].get(address).content.decode())
            hits = int(told[1].replace(".", "")) if told else 0
            size = "1 hit" if hits == 1 else f"{hits:,} hits"
            for reader, client in readers.items():
                taken = seconds(client, address)
                yield Row(f"{what}, {reader}", size, taken, "s", "a word that is nowhere", nowhere[reader])


def _address(question: str) -> str:
    return f"/search/?kkr=midtjylland&q={quote(question)}"


def fill(slug: str = "midtjylland", numbers: range = range(MEETINGS)) -> None:
    """These meetings of one KKR, five a year from 2003 on, made in bulk; the text is drawn by a seed, common
    words oftener than rare ones.
    """
    from django.db import connection, transaction

    from kkr_portal.documents.models import StoredFile
    from kkr_portal.registry.models import Council
    from kkr_portal.search.models import FilePage, FileText
    from meetings.agenda import whole_agenda
    from meetings.models import AgendaItem, Attachment, Meeting, Section, SentFile, SentItem, Version
    from meetings.snapshots import snapshot_of

    draw = random.Random(f"{slug}{numbers.start}")
    weights = [1 / (rank + 1) for rank in range(len(VOCABULARY))]

    def text(words: int) -> str:
        return " ".join(draw.choices(VOCABULARY, weights, k=words))

    council = Council.objects.get(slug=slug)
    files = StoredFile.objects.bulk_create(
        StoredFile(sha256=f"{council.pk:032x}{number:032x}", size=1, kind="pdf", pages=PAGES)
        for number in range(numbers.start * ITEMS * ATTACHMENTS, numbers.stop * ITEMS * ATTACHMENTS)
    )
    texts = FileText.objects.bulk_create(FileText(file=file) for file in files)
    FilePage.objects.bulk_create(
        (
            FilePage(of=one, number=number, text=text(WORDS_ON_A_PAGE))
            for one in texts
            for number in range(1, PAGES + 1)
        ),
        batch_size=500,
    )
    left = iter(files)
    for count in numbers:
        meeting = Meeting.objects.create(
            council=council, date=date(2003, 1, 20) + timedelta(days=73 * count), status="sent"
        )
        sections = [Section(meeting=meeting, position=n, title=f"Afsnit {n}") for n in range(1, 6)]
        Section.objects.bulk_create(sections)
        items = [
            AgendaItem(
                section=sections[n // 4], position=n % 4 + 1, title=text(6).capitalize(),
                presentation=text(200), recommendation=text(30),
                case_number=f"SAG-2003-{count * ITEMS + n:05}",
            )
            for n in range(ITEMS)
        ]  # fmt: skip
        if count == MEETINGS // 2:
            items[3].title, items[4].case_number = "Zonterbanen", "SAG-2021-03500"
        AgendaItem.objects.bulk_create(items)
        attachments = [
            Attachment(item=item, position=n, title=text(5), file=next(left), file_name="bilag.pdf")
            for item in items
            for n in range(1, ATTACHMENTS + 1)
        ]
        Attachment.objects.bulk_create(attachments)
        with transaction.atomic():  # a version is whole when it is there
            version = Version.objects.create(
                meeting=meeting, number=1, snapshot=snapshot_of(whole_agenda(meeting)), agenda=files[0]
            )
            numbers = {item.pk: f"{n // 4 + 1}.{n % 4 + 1}" for n, item in enumerate(items)}
            SentItem.objects.bulk_create(
                SentItem(
                    version=version, item_pk=item.pk, number=numbers[item.pk], title=item.title,
                    text=f"{item.presentation}\n{item.recommendation}", case_number=item.case_number,
                )
                for item in items
            )  # fmt: skip
            SentFile.objects.bulk_create(
                SentFile(
                    version=version, place=f"{numbers[one.item_id]}.{one.position}", title=one.title,
                    file=one.file, file_name=one.file_name, attachment_pk=one.pk,
                )
                for one in attachments
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    show(rows())
