"""Who changed what can't be changed afterwards. The events protect themselves (see settings); this
protects the rows that name the user."""

import pgtrigger
from pghistory.models import Context as PghistoryContext


class Context(PghistoryContext):
    """Who and where: never deleted, and complete a day after it began.

    While a request or a command runs, pghistory itself still adds to its row. Like the events, it is
    protected against every statement on rows; TRUNCATE, which the owner of the database may always
    do, is left for tests.
    """

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "sammenhæng", "sammenhænge"
        triggers = [
            pgtrigger.Protect(name="context_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="context_not_changed_later",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.created_at < NOW() - INTERVAL '1 day'"),
            ),
        ]
