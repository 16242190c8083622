"""People and their engagements, made and changed by hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from haandgreb.organisation.actions.signing_in import end_sessions
from haandgreb.organisation.actions.telling import tell_of_address, tell_of_role, tell_old_address
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.models import Deputy, Engagement, Person, Role, Unit
from haandgreb.shared import audit, clock


@transaction.atomic
def add_person(
    *, given: str, surname: str, email: str, unit: Unit, job_title: str, valid_from: date, by: Person
) -> Person:
    """Somebody new, at work in the unit from the day."""
    person = Person(given=given, surname=surname, email=email, language=by.language)
    person.set_unusable_password()
    person.save(force_insert=True)
    Engagement.objects.create(person=person, unit=unit, job_title=job_title, valid_from=valid_from)
    audit.record("person.added", by=by, about=person)
    return person


@transaction.atomic
def change_person(person: Person, *, given: str, surname: str, email: str, by: Person) -> None:
    """Name and work mail. A new address, where sign-in links go, is told to the old one and to those with four eyes."""
    if person.email.casefold() != email.casefold():
        tell_old_address(person, person.email, email)
        tell_of_address([person], by=by)
        if person.pk != by.pk:
            person.email_changed_at = clock.now()
    person.given, person.surname, person.email = given, surname, email
    person.version += 1
    person.save(update_fields=["given", "surname", "email", "email_changed_at", "version", "sort_key", "search_key"])
    audit.record("person.changed", by=by, about=person)


@transaction.atomic
def engage(
    person: Person, unit: Unit, *, job_title: str, valid_from: date, instead_of: Engagement | None, by: Person
) -> Engagement:
    """
    The person works in the unit from the day; `instead_of` another engagement, which ends then, or beside it.

    Raises NotPossible where the other one has not begun before that day.
    """
    facts: dict[str, object] = {"is_primary": True}
    if instead_of is not None:
        if instead_of.valid_from >= valid_from:
            raise NotPossible("before-it-began")
        Engagement.objects.filter(pk=instead_of.pk).update(valid_to=valid_from, ext_id=None)
        kept = ("ext_id", "employee_no", "disco", "kind", "site", "is_primary", "imported")
        facts = {name: getattr(instead_of, name) for name in kept}
    else:
        facts["is_primary"] = not person.engagements.on(valid_from).exists()
    engagement = Engagement.objects.create(
        person=person, unit=unit, job_title=job_title, valid_from=valid_from, **facts
    )
    audit.record("engagement.begun", by=by, about=person, unit=str(unit.pk), valid_from=valid_from.isoformat())
    return engagement


@transaction.atomic
def end_engagement(engagement: Engagement, *, valid_to: date, by: Person) -> None:
    """The engagement ends on the day; without any left the person is out the same moment.

    Raises NotPossible for a day before it began.
    """
    if valid_to <= engagement.valid_from:
        raise NotPossible("before-it-began")
    Engagement.objects.filter(pk=engagement.pk).update(valid_to=valid_to)
    audit.record("engagement.ended", by=by, about=engagement.person, valid_to=valid_to.isoformat())
    today = clock.today()
    if not Person.objects.here_on(today).filter(pk=engagement.person_id).exists():
        leave(engagement.person, today, by=by)


def leave(person: Person, today: date, *, by: Person | None) -> None:
    """What falls away at once when somebody has left: sessions, roles, delegations."""
    end_sessions(person, by=by)
    still = Q(valid_to=None) | Q(valid_to__gt=today)
    for role in Role.objects.filter(still, person=person):
        end_role(role, by=by)
    deputies = Deputy.objects.filter(valid_to__gt=today, person=person)
    deputies.filter(valid_from__gte=today).delete()
    deputies.update(valid_to=today)


@transaction.atomic
def close_account(person: Person, *, by: Person) -> None:
    """The account is closed: all sessions end at once. Raises NotPossible for one's own."""
    if person.pk == by.pk:
        raise NotPossible("herself")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person, by=by)
    audit.record("account.closed", by=by, about=person)


@transaction.atomic
def open_account(person: Person, *, by: Person) -> None:
    """The account is open again."""
    Person.objects.filter(pk=person.pk).update(is_active=True)
    audit.record("account.opened", by=by, about=person)


@transaction.atomic
def give_role(
    person: Person,
    kind: str,
    *,
    units: list[Unit],
    everywhere: bool,
    valid_from: date,
    last_day: date | None = None,
    by: Person,
) -> Role:
    """
    The person holds the role from the day; HR within the units and below, or everywhere.

    Raises NotPossible where she holds it already, and for one's own role (see permissions.may_grant, asked before).
    """
    if person.pk == by.pk:
        raise NotPossible("herself")
    if Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from), person=person, kind=kind).exists():
        raise NotPossible("has-it")
    role = Role.objects.create(
        person=person,
        kind=kind,
        everywhere=everywhere and kind == Role.Kind.HR,
        valid_from=valid_from,
        valid_to=date.fromordinal(last_day.toordinal() + 1) if last_day else None,
        granted_by=by,
    )
    if kind == Role.Kind.HR:
        role.units.set(units)
    tell_of_role(role, by=by)
    audit.record("role.given", by=by, about=person, kind=kind, units=len(units), everywhere=role.everywhere)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person | None) -> None:
    """The role ends now; one given today or later disappears. Raises NotPossible for an administrator's own."""
    today = clock.today()
    if role.kind == Role.Kind.ADMINISTRATOR and by is not None and by.pk == role.person_id:
        raise NotPossible("herself")
    if role.valid_from >= today:
        role.delete()
    else:
        Role.objects.filter(pk=role.pk).update(valid_to=today)
    audit.record("role.ended", by=by, about=role.person, kind=role.kind)
