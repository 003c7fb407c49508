"""The year's plan: § 5, stk. 2. [stated] «Som udgangspunkt»: another number is no breach."""

from __future__ import annotations

from meetings.rules.deadlines import START
from meetings.rules.editions import BEFORE, cite
from kkr_portal.law import ByDate

PLAN = cite(5, 2)
MEETINGS_A_YEAR = ByDate({START: 5}, before=BEFORE)
