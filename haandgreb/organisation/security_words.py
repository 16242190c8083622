"""What stands in the security log of signing in, accounts, roles and lists, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

ACTS: Mapping[str, StrOrPromise] = {
    "sign-in": pgettext_lazy("security log", "signed in"),
    "sign-in.failed": pgettext_lazy("security log", "could not sign in"),
    "sign-in-link.sent": pgettext_lazy("security log", "sign-in link sent"),
    "sign-in-link.held-back": pgettext_lazy("security log", "sign-in link held back"),
    "sign-out": pgettext_lazy("security log", "signed out"),
    "session.ended": pgettext_lazy("security log", "a session ended"),
    "sessions.ended": pgettext_lazy("security log", "all sessions ended"),
    "password.changed": pgettext_lazy("security log", "password changed"),
    "refused": pgettext_lazy("security log", "was refused a page"),
    "role.given": pgettext_lazy("security log", "role given"),
    "role.ended": pgettext_lazy("security log", "role ended"),
    "role.chosen": pgettext_lazy("security log", "acts in another role"),
    "deputy.named": pgettext_lazy("security log", "deputy named"),
    "deputy.ended": pgettext_lazy("security log", "deputy ended"),
    "account.opened": pgettext_lazy("security log", "account opened"),
    "account.closed": pgettext_lazy("security log", "account closed"),
    "person.added": pgettext_lazy("security log", "person added"),
    "person.changed": pgettext_lazy("security log", "person changed"),
    "person.forgotten": pgettext_lazy("security log", "person forgotten"),
    "my-data.copied": pgettext_lazy("security log", "fetched a copy of her or his own data"),
    "data-link.made": pgettext_lazy("security log", "link to own data made"),
    "data-link.code-given": pgettext_lazy("security log", "code to own data given"),
    "data-link.used": pgettext_lazy("security log", "link to own data used"),
    "data-link.refused": pgettext_lazy("security log", "link to own data refused"),
    "staff-list.saved": pgettext_lazy("security log", "staff list saved"),
    "unit.managers-set": pgettext_lazy("security log", "managers of a unit set"),
    "installation.set-up": pgettext_lazy("security log", "installation set up"),
    "demo.removed": pgettext_lazy("security log", "demo removed"),
}
