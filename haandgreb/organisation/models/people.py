"""People and their engagements."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language

from haandgreb.organisation.models.units import Unit
from haandgreb.organisation.models.validity import HasLastDay, ends_after_start, valid_on
from haandgreb.shared import danish

if TYPE_CHECKING:
    from haandgreb.organisation.rules import Standing

_MOST_WORDS = 8


class PersonQuerySet(models.QuerySet["Person"]):
    """People in Danish order."""

    def visible_to(self, person: Person) -> PersonQuerySet:
        """The directory (name, unit, title, work mail) is open to everybody who works here."""
        return self.all()

    def working_on(self, day: date) -> PersonQuerySet:
        """People with an engagement on the day."""
        # EXISTS stops at the first page of a sorted list; IN would look everybody up first.
        return self.filter(Exists(Engagement.objects.on(day).filter(person=OuterRef("pk"))))

    def here_on(self, day: date) -> PersonQuerySet:
        """People who may be signed in on the day: an open account, and an engagement, a role or a unit that day.

        Somebody whose engagement has ended is out, whatever role nobody remembered to end.
        """
        return self.filter(here_on(day), is_active=True)

    def search(self, words: str, day: date | None = None) -> PersonQuerySet:
        """People where every word stands in name, mail or, on the day, title; aa/å and case are the same."""
        found = self
        for word in danish.search_key(words.replace("\0", " ")).split()[:_MOST_WORDS]:
            wanted = Q(search_key__contains=word)
            if day is not None:
                titled = Engagement.objects.on(day).filter(search_key__contains=word)
                wanted |= Q(pk__in=titled.values("person"))
            found = found.filter(wanted)
        return found


def here_on(day: date, prefix: str = "") -> Q:
    """Whether the person (at the end of `prefix`) belongs here on the day; the account may be closed all the same."""
    from haandgreb.organisation.models.roles import Role, UnitManager

    who = {"person": OuterRef(f"{prefix}pk")}
    engaged = Exists(Engagement.objects.on(day).filter(**who))
    has_left = Exists(Engagement.objects.filter(valid_to__lte=day, **who))
    has_role = Exists(Role.objects.filter(valid_on(day), **who))
    has_unit = Exists(UnitManager.objects.filter(valid_on(day), **who))
    return Q(engaged) | (~Q(has_left) & (Q(has_role) | Q(has_unit)))


class Person(AbstractBaseUser):
    """Somebody who works, or has worked, here; also the one who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ext_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    given = models.CharField(max_length=200)
    surname = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    # By somebody else than herself; see rules.NEW_ADDRESS_WAITS.
    email_changed_at = models.DateTimeField(null=True, blank=True)
    login = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=[("da", "Dansk"), ("en", "English")], default="da")
    # Closed by an administrator. Without any engagement or role today one cannot sign in either.
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    persona = models.PositiveSmallIntegerField(null=True, blank=True)  # order on the demo's page of personas
    sort_key = models.CharField(max_length=410, blank=True)
    search_key = models.CharField(max_length=700, blank=True)
    version = models.PositiveIntegerField(default=1)
    # When somebody was here last is nobody's business; sessions know what they need.
    last_login = None  # takes the inherited column away

    # Filled for the signed-in person of a request, see permissions.standing.
    standing: Standing | None = None
    role_in_use: str = ""

    objects = PersonQuerySet.as_manager()

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="one_person_per_email"),
        ]
        indexes = [
            models.Index(fields=["sort_key"]),
            # What another system calls somebody. Whole, as PostgreSQL misjudges a part in which nothing stands.
            models.Index(Lower("login"), name="people_by_login"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What sorting and search read; called by save, and by imports before they save many at once."""
        self.sort_key = danish.sort_key(self.name)
        self.search_key = danish.search_key(f"{self.name} {self.email}")[:700]

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    @property
    def initials(self) -> str:
        return (self.given[:1] + self.surname[:1]).upper()


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Engagements."""

    def on(self, day: date) -> EngagementQuerySet:
        """Engagements valid on the day."""
        return self.filter(valid_on(day))


class Engagement(HasLastDay, models.Model):
    """A person's place in a unit for a time. Two at once, future and ended ones are ordinary.

    A move ends this row and begins a new one, which takes the ext_id over: history is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ext_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="engagements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="engagements")
    employee_no = models.CharField(max_length=50, blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    job_title_en = models.CharField(max_length=200, blank=True)
    disco = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=50, blank=True)  # e.g. student: outside the concept of dialogues
    site = models.CharField(max_length=100, blank=True)
    is_primary = models.BooleanField(default=True)
    leave_until = models.DateField(null=True, blank=True)
    search_key = models.CharField(max_length=410, blank=True)
    imported = models.BooleanField(default=False)  # what no list brought is never ended by a list
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-is_primary", "valid_from"]
        constraints = [ends_after_start("engagement_ends_after_start")]
        indexes = [
            models.Index(fields=["unit", "valid_from", "valid_to"]),
            models.Index(fields=["person", "valid_from", "valid_to"]),
            models.Index(fields=["employee_no"], condition=~Q(employee_no=""), name="by_employee_no"),
            # All a search for a title reads, in a narrower place than the table.
            models.Index(fields=["search_key", "valid_from", "valid_to", "person"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What search reads; called by save, and by imports before they save many at once."""
        self.search_key = danish.search_key(f"{self.job_title} {self.job_title_en}")[:410]

    @property
    def title(self) -> str:
        """The job title in the reader's language."""
        in_english = (get_language() or "da").startswith("en")
        return self.job_title_en if self.job_title_en and in_english else self.job_title
