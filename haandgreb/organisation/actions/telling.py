"""Mail about what could open an account to the wrong one: a lone administrator changes nothing of it unseen."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from haandgreb.organisation.models import Person, Role, valid_on
from haandgreb.shared import clock, formats, outbox

_WATCHFUL = (Role.Kind.HR, Role.Kind.ADMINISTRATOR)


def tell_old_address(person: Person, old: str, email: str) -> None:
    """Whoever changes an address decides who can sign in: the person hears of it where nobody else reads."""
    if not old:
        return
    with outbox.in_language_of(person):
        outbox.put(
            kind="address-changed",
            to=old,
            person=person,
            subject=_("Your mail address in Håndgreb has been changed"),
            text=_(
                "Hello %(given)s\n\n"
                "From now on, mail from Håndgreb and sign-in links go to %(email)s. "
                "If that is a mistake, tell HR right away."
            )
            % {"given": person.given, "email": email or "–"},
        )


def tell_of_address(people: Sequence[Person], *, by: Person | None) -> None:
    """Where somebody of these holds a role, the other HR people and administrators hear whose address was changed.

    The mail names no address. `by` is None where a list was read at the server.
    """
    today = clock.today()
    for some in (people[start : start + 500] for start in range(0, len(people), 500)):
        held = Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), person__in=some)
        for role in held.select_related("person").order_by("person__sort_key", "person", "kind"):
            _tell_of_changed_mail(role, by=by)


def _tell_of_changed_mail(role: Role, *, by: Person | None) -> None:
    for reader in _others(role.person, by):
        with outbox.in_language_of(reader):
            names = {"name": role.person.name, "role": role.get_kind_display(), "by": _name(by)}
            outbox.put(
                kind="role-holder-address",
                person=reader,
                subject=_("A work mail of somebody with a role was changed"),
                text=_(
                    "The work mail of %(name)s, who holds the role %(role)s, was changed by %(by)s.\n\n"
                    "Sign-in links go to the new address after 24 hours. "
                    "If this is new to you, ask %(name)s in person before that."
                )
                % names,
            )


def tell_of_role(role: Role, *, by: Person) -> None:
    """The other HR people and administrators hear who became HR or administrator, by whom and from when."""
    if role.kind not in _WATCHFUL:
        return
    for reader in _others(role.person, by):
        with outbox.in_language_of(reader):
            begins = formats.long_date(role.valid_from, reader.language)
            names = {"name": role.person.name, "role": role.get_kind_display(), "by": by.name, "on": begins}
            outbox.put(
                kind="role-given",
                person=reader,
                subject=_("Somebody has got a role in Håndgreb"),
                text=_(
                    "%(name)s has got the role %(role)s from %(on)s. It was given by %(by)s.\n\n"
                    "If this is new to you, ask %(by)s, or another administrator."
                )
                % names,
            )


def _name(by: Person | None) -> str:
    return by.name if by is not None else _("a staff list read at the server")


def _others(*left_out: Person | None) -> list[Person]:
    """Who is HR or administrator today and here, without these."""
    today = clock.today()
    holders = Role.objects.filter(valid_on(today), kind__in=_WATCHFUL).values("person")
    known = [person.pk for person in left_out if person is not None]
    return list(Person.objects.here_on(today).filter(pk__in=holders).exclude(pk__in=known))
