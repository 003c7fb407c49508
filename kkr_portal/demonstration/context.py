"""The demonstration's sign-ins, for the sign-in page of a portal on one's own machine."""

from django.http import HttpRequest

from kkr_portal.demonstration import users


def sign_ins(request: HttpRequest) -> dict[str, object]:
    """A function, so that only the page that shows them asks the database. In settings with LOCAL only."""
    return {"demonstration_sign_ins": users.present, "demonstration_password": users.PASSWORD}
