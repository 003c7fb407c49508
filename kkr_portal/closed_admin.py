"""What the database keeps closed refuses the admin too: with its sentence, not with an error."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect


class ClosedAdmin(admin.ModelAdmin):
    """``refusal`` is the Danish sentence of an error, or "" for an error that it does not know."""

    @staticmethod
    def refusal(error: IntegrityError) -> str:
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().changeform_view
        return self._or_say(request, lambda: page(request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().delete_view
        return self._or_say(request, lambda: page(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().changelist_view
        return self._or_say(request, lambda: page(request, *args, **kwargs))

    def _or_say(self, request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        try:
            with transaction.atomic():  # all that was chosen, or nothing
                return answer()
        except ProtectedError:
            raise
        except IntegrityError as error:
            said = self.refusal(error)
            if not said:
                raise
            messages.error(request, said)
            return redirect(request.get_full_path())
