"""What is held about one person, and what is wrong with the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.organisation import rules
from haandgreb.organisation.models import DataLink, Deputy, Person, Role, Session, SignInLink, Unit
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock
from haandgreb.shared.installation import installation


def everything_about(person: Person) -> dict[str, Any]:
    """For the person's own copy: every row of organisation that is about her, as plain data."""
    today = clock.today()
    return {
        "person": {
            "id": str(person.pk),
            "name": person.name,
            "email": person.email,
            "email changed by somebody else": person.email_changed_at,
            "login": person.login,
            "language": person.language,
            "account open": person.is_active,
            "has a password": person.has_usable_password(),
        },
        "managers today": [manager.name for manager in managers_of(person, today)],
        "engagements": [
            {
                "unit": row.unit.name,
                "title": row.job_title,
                "employee no.": row.employee_no,
                "disco": row.disco,
                "kind": row.kind,
                "site": row.site,
                "on leave until": row.leave_until,
                "from": row.valid_from,
                "to": row.valid_to,
            }
            for row in person.engagements.select_related("unit").order_by("valid_from")
        ],
        "manages": [
            {"unit": row.unit.name, "from": row.valid_from, "to": row.valid_to}
            for row in person.manages.select_related("unit").order_by("valid_from")
        ],
        "roles": [
            {
                "role": role.kind,
                "everywhere": role.everywhere,
                "units": [unit.name for unit in role.units.all()],
                "from": role.valid_from,
                "to": role.valid_to,
            }
            for role in Role.objects.filter(person=person).prefetch_related("units")
        ],
        "stands in": [
            {"unit": row.unit.name, "from": row.valid_from, "to": row.valid_to}
            for row in Deputy.objects.filter(person=person).select_related("unit")
        ],
        "has chosen to talk with": [
            {"manager": row.manager.name, "from": row.valid_from, "to": row.valid_to}
            for row in person.chosen_managers.select_related("manager")
        ],
        "sessions": [
            {"device": row.device, "started": row.started_at, "last seen": row.seen_at}
            for row in Session.objects.filter(person_id=person.pk)
        ],
        "links to fetch this copy": [
            {"made": row.made_at, "used": row.used_at, "expires": row.expires_at}
            for row in DataLink.objects.filter(person=person)
        ],
        "sign-in links": [
            {"sent": row.created_at, "used": row.used_at} for row in SignInLink.objects.filter(person=person)
        ],
    }


def trouble() -> Iterator[str]:
    """What an operator should know, one sentence each."""
    if installation().set_up_at is None:
        return
    today = clock.today()
    administrators = Person.objects.here_on(today).filter(
        pk__in=Role.objects.filter(kind=Role.Kind.ADMINISTRATOR, valid_to=None).values("person")
    )
    if not administrators.exists():
        yield _("No administrator can sign in.")
    if settings.EMAIL_HOST and not settings.BASE_URL and not installation().is_demo:
        yield _("HAANDGREB_URL is not set. Links in mails lead to whatever address the page was asked for under.")
    orphans = Unit.objects.on(today).filter(parent__isnull=False, parent__valid_to__lte=today).count()
    if orphans:
        yield ngettext(
            "%(count)s unit stands below a unit that is closed.",
            "%(count)s units stand below a unit that is closed.",
            orphans,
        ) % {"count": orphans}
    try:
        paths = rules.paths(dict(Unit.objects.values_list("pk", "parent")))
    except rules.CycleError:
        yield _("A unit stands below itself.")
        return
    if paths != dict(Unit.objects.values_list("pk", "path")):
        yield _("The tree of units needs to be brought up to date: run “haandgreb daily”.")
