"""The print of a contract that is kept with its version."""

from __future__ import annotations

import io

from contracts import prints
from contracts.models import ResultContract
from kkr_portal.documents.models import StoredFile, store_made


def printed(contract: ResultContract) -> StoredFile:
    """The contract as PDF, as it stands now, stored by its checksum."""
    return store_made(io.BytesIO(prints.contract_pdf(contract)))
