"""The mail with which a signed contract goes to an authority: a draft that a person releases."""

from __future__ import annotations

from contracts.models import ContractVersion, Dispatch, ResultContract
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.actions import Letter
from kkr_portal.outbox.models import Mail


def signed_version(contract: ResultContract) -> ContractVersion | None:
    """The version that was kept at the signing, with its print."""
    return contract.versions.exclude(pdf=None).select_related("pdf").order_by("-number").first()


def file_name(contract: ResultContract) -> str:
    return f"Resultatkontrakt-{contract.year}-{contract.business_house.slug}.pdf"


def draft_dispatch_mail(*, dispatch: Dispatch, address: str, link: str) -> Mail:
    """With the contract attached; where no print was kept, with the address of its page."""
    contract = dispatch.contract
    version = signed_version(contract)
    title = f"Resultatkontrakt {contract.year} mellem {contract.council} og {contract.business_house}"
    where = "Kontrakten er vedhæftet." if version else f"Kontrakten kan læses her: {link}"
    letter = Letter(
        to_name=dispatch.get_receiver_display(),
        to_address=address,
        subject=title,
        body=(
            f"Til {dispatch.get_receiver_display()}\n\n"
            f"{title} er underskrevet af begge parter. {where}\n\n"
            f"Med venlig hilsen\nSekretariatet for {contract.council}\n"
        ),
        file=version.pdf if version else None,
        file_name=file_name(contract) if version else "",
    )
    return outbox.draft(
        council=contract.council, key=f"contract-{contract.pk}-dispatch-{dispatch.pk}", batch=title,
        letter=letter,
    )  # fmt: skip
