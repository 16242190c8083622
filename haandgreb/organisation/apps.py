from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.shared.passport import Capability, MenuItem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo


class OrganisationConfig(Capability):
    name = "haandgreb.organisation"
    label = "organisation"
    url_prefix = "organisation"

    def menu(self, person: Person) -> Sequence[MenuItem]:
        """People for everybody; the staff list for those who may read one in."""
        from haandgreb.organisation import permissions
        from haandgreb.shared import clock

        items = [MenuItem(_("People"), reverse("organisation:people"), "people", order=60)]
        if permissions.may_import(person, clock.today()):
            items.append(
                MenuItem(_("Staff list"), reverse("organisation:staff_list"), "upload", "coordination", order=90)
            )
        if permissions.is_administrator(person, clock.today()):
            items.append(
                MenuItem(
                    pgettext_lazy("organisation", "Roles"), reverse("organisation:roles"), "key", "coordination", 92
                )
            )
            page = reverse("organisation:security_log")
            items.append(MenuItem(_("Security log"), page, "private", "coordination", order=93))
        return items

    def security_acts(self) -> Mapping[str, StrOrPromise]:
        """Signing in, accounts, roles, copies of one's data, refusals, staff lists."""
        from haandgreb.organisation.security_words import ACTS

        return ACTS

    def daily(self, today: date) -> None:
        """What begins today begins; what has run out is forgotten."""
        from haandgreb.organisation.actions import due, import_runs, tidying
        from haandgreb.shared import clock

        due.apply_due_changes(today)
        tidying.forget_old(clock.now())
        import_runs.forget_old(clock.now())

    def load_demo(self, demo: Demo) -> None:
        """84 invented people in twelve units, with managers, roles and personas."""
        from haandgreb.organisation.actions import demo as actions

        actions.load(demo)

    def find_demo(self, demo: Demo) -> None:
        """The people and units again, all of whom must still be here."""
        from haandgreb.organisation.actions import demo as actions

        actions.find(demo)

    def remove_demo(self) -> None:
        """Take them out again."""
        from haandgreb.organisation.actions import demo as actions

        actions.remove_people_and_units()

    def personal_data(self, person: Person) -> dict[str, Any]:
        """Directory facts, employment, roles, delegations, sessions, sign-in links."""
        from haandgreb.organisation.queries import personal

        return personal.everything_about(person)

    def forget(self, person: Person) -> None:
        """Erase what may be erased: the account, its sessions and links; employment stays until its retention ends."""
        from haandgreb.organisation.actions import tidying

        tidying.forget(person)

    def trouble(self) -> Iterable[str]:
        """What is wrong with people, units and accounts, in words."""
        from haandgreb.organisation.queries import personal

        return personal.trouble()
