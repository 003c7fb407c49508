"""Answers that are the same for everyone: open data and feeds, for any program and any web page to read.

A cache may keep one and must ask before it shows it again, so that what is closed is closed at once.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def open_answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponseBase:
    """``content``, or 304 where the asker has it already. Never for what depends on who asks."""
    response = HttpResponse(content, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, no-cache"
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def open_json(request: HttpRequest, told: Any) -> HttpResponseBase:
    """``told`` as JSON in UTF-8, indented for people."""
    return open_answer(
        request, json.dumps(told, ensure_ascii=False, indent=2).encode(), "application/json; charset=utf-8"
    )
