"""What people change about their own account."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from haandgreb.organisation.actions.signing_in import end_sessions
from haandgreb.organisation.models import Person
from haandgreb.shared import audit


def choose_language(person: Person, language: str) -> None:
    """The person reads this language from now on, on every device; a taste leaves no trace in the audit."""
    Person.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def change_password(request: HttpRequest, person: Person, password: str) -> None:
    """A new password; the other sessions of the person end, this one gets a new id."""
    person.set_password(password)
    Person.objects.filter(pk=person.pk).update(password=person.password)
    end_sessions(person, by=person, keep=request.session.session_key)
    update_session_auth_hash(request, person)
    audit.record("password.changed", by=person, about=person)
