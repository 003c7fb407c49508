"""Who changed what can't be changed afterwards. The events protect themselves (``kkr_portal.lasting``); this
protects the rows that name the user."""

import pgtrigger
from pghistory.models import Context as PghistoryContext

from kkr_portal.lasting import written_by_triggers


class Context(PghistoryContext):
    """Who and where: never deleted, written by the events' triggers alone, and complete a day after it began.

    While a request or a command runs, its events still add to its row.
    """

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "sammenhæng", "sammenhænge"
        triggers = [
            written_by_triggers(pgtrigger.Update),
            pgtrigger.Protect(name="context_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="context_not_changed_later",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.created_at < NOW() - INTERVAL '1 day'"),
            ),
        ]
