"""Closed by default: every page asks for sign-in unless it is marked ``login_not_required``."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from kkr_portal.access import kept


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's own, under the name of what it is for, and gentle with what was being typed."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple,
        view_kwargs: dict,
    ) -> HttpResponseBase | None:
        """An open page does not ask who is there, so /health can answer without the database."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        kept.keep(request, view_func)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """No cache on the way keeps what one reader may see and the next may not (drafts, closed items).

        Not ``no-store``: the browser's «Back» would then lose what stands in a form.
        """
        kept.remember_typist(request, response)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response
