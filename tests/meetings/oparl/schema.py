"""OParl 1.1 as a table of our own: what each type must have, and of what kind each of its properties is.

Written after the specification of 20 June 2018 (https://oparl.org/spezifikation/); nothing is copied from it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit

COMMON = {
    "id": "url", "type": "url", "created": "moment", "modified": "moment", "deleted": "flag", "web": "url",
    "license": "url", "keyword": "[text]", "name": "text", "shortName": "text",
}  # fmt: skip
ALWAYS = {"id", "type", "created", "modified"}
TYPES: dict[str, tuple[set[str], dict[str, str]]] = {
    "System": ({"oparlVersion", "body"}, {
        "oparlVersion": "url", "body": "url", "contactEmail": "text", "contactName": "text", "website": "url",
        "vendor": "url", "product": "url", "otherOparlVersions": "[url]",
    }),
    "Body": ({"name", "organization", "person", "meeting", "paper", "legislativeTerm"}, {
        "system": "url", "website": "url", "licenseValidSince": "moment", "oparlSince": "moment",
        "equivalent": "[url]", "contactEmail": "text", "contactName": "text", "organization": "url",
        "person": "url", "meeting": "url", "paper": "url", "legislativeTerm": "[LegislativeTerm]",
        "agendaItem": "url", "consultation": "url", "file": "url", "locationList": "url",
        "legislativeTermList": "url", "membership": "url", "classification": "text", "location": "Location",
        "mainOrganization": "url",
    }),
    "LegislativeTerm": (set(), {"body": "url", "startDate": "day", "endDate": "day"}),
    "Organization": (set(), {
        "body": "url", "membership": "[url]", "meeting": "url", "consultation": "url", "post": "[text]",
        "subOrganizationOf": "url", "organizationType": "text", "classification": "text", "startDate": "day",
        "endDate": "day", "website": "url", "location": "Location",
    }),
    "Person": (set(), {
        "body": "url", "familyName": "text", "givenName": "text", "formOfAddress": "text", "affix": "text",
        "title": "[text]", "gender": "text", "status": "[text]", "membership": "[Membership]",
    }),
    "Membership": (set(), {
        "person": "url", "organization": "url", "role": "text", "votingRight": "flag", "startDate": "day",
        "endDate": "day", "onBehalfOf": "url",
    }),
    "Meeting": (set(), {
        "meetingState": "text", "cancelled": "flag", "start": "moment", "end": "moment",
        "location": "Location", "organization": "[url]", "participant": "[url]", "invitation": "File",
        "resultsProtocol": "File", "verbatimProtocol": "File", "auxiliaryFile": "[File]",
        "agendaItem": "[AgendaItem]",
    }),
    "AgendaItem": ({"order"}, {
        "meeting": "url", "number": "text", "order": "number", "public": "flag", "consultation": "url",
        "result": "text", "resolutionText": "text", "resolutionFile": "File", "auxiliaryFile": "[File]",
        "start": "moment", "end": "moment",
    }),
    "Paper": (set(), {
        "body": "url", "reference": "text", "date": "day", "paperType": "text", "relatedPaper": "[url]",
        "mainFile": "File", "auxiliaryFile": "[File]", "location": "[Location]", "originatorPerson": "[url]",
        "originatorOrganization": "[url]", "underDirectionOf": "[url]", "consultation": "[Consultation]",
    }),
    "Consultation": (set(), {
        "paper": "url", "agendaItem": "url", "meeting": "url", "organization": "[url]",
        "authoritative": "flag", "role": "text",
    }),
    "File": ({"accessUrl"}, {
        "fileName": "text", "mimeType": "text", "date": "day", "size": "number", "sha512Checksum": "text",
        "text": "text", "accessUrl": "url", "downloadUrl": "url", "masterFile": "url", "meeting": "[url]",
        "agendaItem": "[url]", "paper": "[url]",
    }),
    "Location": (set(), {
        "description": "text", "streetAddress": "text", "room": "text", "postalCode": "text",
        "locality": "text", "meetings": "[url]", "bodies": "[url]", "organizations": "[url]",
    }),
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def faults(told: dict) -> list[str]:
    """What of the object, and of those embedded in it, is not as the standard says."""
    name = told.get("type", "").removeprefix("https://schema.oparl.org/1.1/")
    if name not in TYPES:
        return [f"no type: {told.get('type')!r}"]
    required, properties = TYPES[name]
    where = f"{name} {told.get('id', '')}"
    if told.get("deleted"):
        return [] if told.keys() == {*ALWAYS, "deleted"} else [f"{where}: more than a deleted object has"]
    found = [f"{where} lacks {lack}" for lack in sorted((ALWAYS | required) - told.keys())]
    for prop, value in told.items():
        kind = properties.get(prop, COMMON.get(prop))
        if kind is None and not prop.startswith("kkr:"):
            found.append(f"{where} has {prop}")
        elif kind:
            found += [f"{where}.{prop}: {fault}" for fault in _faults(kind, value)]
    return found


def _faults(kind: str, value: object) -> list[str]:
    if kind.startswith("["):
        if not isinstance(value, list):
            return ["no list"]
        return [fault for one in value for fault in _faults(kind.strip("[]"), one)]
    if kind in TYPES:
        wrong = isinstance(value, dict) and not str(value.get("type", "")).endswith(f"/{kind}")
        return ["no object"] if not isinstance(value, dict) else [f"no {kind}"] if wrong else faults(value)
    return [] if _is(kind, value) else [f"no {kind}: {value!r}"]


def _is(kind: str, value: object) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    if kind == "url":
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.netloc)
    if kind == "moment":
        return bool(MOMENT.fullmatch(value)) and datetime.fromisoformat(value).tzinfo is not None
    if kind == "day":
        return date.fromisoformat(value).isoformat() == value
    return kind == "text"
