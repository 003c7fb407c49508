"""The addresses of this room, by subject. Fixed words come before those with a name in them."""

from boards.urls import boards, rounds

app_name = "boards"
urlpatterns = [*boards.fixed, *rounds.urlpatterns, *boards.named]
