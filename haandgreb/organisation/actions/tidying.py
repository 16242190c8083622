"""What is forgotten when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from haandgreb.organisation.actions.signing_in import end_sessions
from haandgreb.organisation.models import ChosenManager, DataLink, Person, Session, SignInLink
from haandgreb.shared import audit

_KEEP_LINKS = timedelta(days=7)


@transaction.atomic
def forget_old(now: datetime) -> None:
    """Sessions that are over, links long used."""
    Session.objects.filter(expire_date__lt=now).delete()
    SignInLink.objects.filter(expires_at__lt=now - _KEEP_LINKS).delete()
    DataLink.objects.filter(expires_at__lt=now - _KEEP_LINKS).delete()


@transaction.atomic
def forget(person: Person) -> None:
    """Close the account and drop what signing in needed; employment stays until its retention ends."""
    end_sessions(person, by=None)
    SignInLink.objects.filter(person=person).delete()
    DataLink.objects.filter(person=person).delete()
    ChosenManager.objects.filter(Q(person=person) | Q(manager=person)).delete()
    person.set_unusable_password()
    person.is_active = False
    person.save(update_fields=["password", "is_active", "sort_key", "search_key"])
    audit.record("person.forgotten", about=person)
