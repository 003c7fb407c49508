"""What of the meeting room is found: items, attachments page by page, approved minutes, members."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVector
from django.db.models import F, IntegerField, Q, QuerySet, Subquery, Window
from django.db.models.functions import Concat, DenseRank, RowNumber

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.models import FilePage
from kkr_portal.search.sources import Hit, Source
from meetings.models import AgendaItem, Attachment, Meeting, MinutesPart
from meetings.models.agenda import ITEM_WORDS
from meetings.models.meetings import in_councils

OF_ITEM = "section__meeting"
