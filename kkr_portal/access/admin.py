"""Users and their roles in the admin. What Django and the packages would add in English is left out."""

from typing import Any

from axes.utils import reset as lift_lock_out
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kkr_portal.access import two_step
from kkr_portal.access.models import Role, User

for model in (Group, TOTPDevice, StaticDevice):
    admin.site.unregister(model)


class PasswordForm(AdminPasswordChangeForm):
    """Django's, whose warning is in English only."""

    usable_password_help_text = (
        "Uden adgangskode kan brugeren kun logge ind med arbejdskontoen, hvor portalen er sat op til det."  # noqa: S105 – a text
        '<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
        "Slår du adgangskoden fra, går den nuværende tabt.</li></ul>"
    )


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    readonly_fields = ["from_group"]


@admin.register(User)
class PortalUserAdmin(UserAdmin):
    """A user is never deleted, so that the history keeps a name: take away «aktiv» instead."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "role_names", "is_active", "is_staff"]
    list_filter = ["roles__kind", "roles__council", "is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "first_name", "last_name"]
    filter_horizontal = []
    change_password_form = PasswordForm
    readonly_fields = ["last_login", "date_joined", "two_step_sign_in"]
    raw_id_fields = ["person"]
    inlines = [RoleInline]
    actions = ["lift_lock_out", "turn_two_step_off"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("Navn", {"fields": ["first_name", "last_name", "person"]}),
        ("Adgang", {"fields": ["is_active", "is_staff", "is_superuser", "two_step_sign_in"]}),
        ("Datoer", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "usable_password", "password1", "password2"]})
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("roles__council", "roles__business_house")

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return self.inlines

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.display(description="roller")
    def role_names(self, user: User) -> str:
        return "; ".join(str(role) for role in user.roles.all())

    @admin.display(description="totrinslogin", boolean=True)
    def two_step_sign_in(self, user: User) -> bool:
        return two_step.is_on(user)

    @admin.action(description="Ophæv spærring efter for mange forsøg på at logge ind")
    def lift_lock_out(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            lift_lock_out(username=user.email)
        messages.success(request, "Spærringen er ophævet.")

    @admin.action(description="Slå totrinslogin fra (mistet telefon)")
    def turn_two_step_off(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            two_step.turn_off(user)
        messages.success(request, "Totrinslogin er slået fra.")
