"""Units, people, engagements, managers, deputies, roles; and what signing in needs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from haandgreb.shared import danish


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose half-open validity [valid_from, valid_to) holds the day."""
    starts = Q(**{f"{prefix}valid_from__lte": day})
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return starts & ends


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units in Danish order of the tree."""

    def on(self, day: date) -> UnitQuerySet:
        """Units that exist on the day."""
        return self.filter(valid_on(day))

    def below(self, units: Iterable[Unit]) -> UnitQuerySet:
        """The units and everything below them."""
        wanted = Q(pk__in=[])
        for unit in units:
            wanted |= Q(path__startswith=unit.path)
        return self.filter(wanted)

    def visible_to(self, person: Person) -> UnitQuerySet:
        """The organisation chart is open to everybody who works here."""
        return self.all()


class Unit(models.Model):
    """A unit as it is today: name, place in the tree. What it was and will be stands in UnitPeriod."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ext_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # The hex ids from the root down to this unit, each closed by "/": below(unit) is one LIKE, ancestors need no query.
    path = models.CharField(max_length=700, db_index=True, blank=True)
    sort_key = models.CharField(max_length=410, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            _ends_after_start("unit_ends_after_start"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = danish.sort_key(self.name)
        super().save(*args, **kwargs)

    def ancestor_ids(self) -> list[uuid.UUID]:
        """From the root down to the unit itself."""
        return [uuid.UUID(hex=part) for part in self.path.split("/") if part]


class UnitPeriod(models.Model):
    """What a unit was called and where it stood in a time; periods of one unit follow each other and are never rewritten."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            _ends_after_start("unit_period_ends_after_start"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_unit_period_per_start"),
        ]


class PersonQuerySet(models.QuerySet["Person"]):
    """People in Danish order."""

    def visible_to(self, person: Person) -> PersonQuerySet:
        """The directory (name, unit, title, work mail) is open to everybody who works here."""
        return self.all()

    def working_on(self, day: date) -> PersonQuerySet:
        """People with an engagement on the day."""
        now = Engagement.objects.filter(valid_on(day)).values("person")
        return self.filter(pk__in=now)

    def search(self, words: str) -> PersonQuerySet:
        """People whose name, title or mail holds every word; aa/å and case make no difference."""
        found = self
        for word in danish.search_key(words).split()[:8]:
            found = found.filter(search_key__contains=word)
        return found


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]  # Django's own way
    """Makes people; the way in is an act of an administrator, an import or set-up."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Somebody who works, or has worked, here; also the one who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ext_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    given = models.CharField(max_length=200)
    surname = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    login = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=[("da", "Dansk"), ("en", "English")], default="da")
    # Closed by an administrator. Without any engagement or role today one cannot sign in either.
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    persona = models.PositiveSmallIntegerField(null=True, blank=True)  # order on the demo's page of personas
    sort_key = models.CharField(max_length=410, blank=True)
    search_key = models.CharField(max_length=700, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="one_person_per_email"),
        ]
        indexes = [models.Index(fields=["sort_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = danish.sort_key(self.name)
        self.search_key = danish.search_key(f"{self.name} {self.email}")[:700]
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    @property
    def initials(self) -> str:
        return (self.given[:1] + self.surname[:1]).upper()


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Engagements."""

    def on(self, day: date) -> EngagementQuerySet:
        return self.filter(valid_on(day))

    def visible_to(self, person: Person) -> EngagementQuerySet:
        """Unit and title are the directory. Employee number and history: the person and her managers (see permissions)."""
        return self.all()


class Engagement(models.Model):
    """A person's place in a unit for a time. Two at once, future and ended ones are ordinary."""

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
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-is_primary", "valid_from"]
        constraints = [_ends_after_start("engagement_ends_after_start")]
        indexes = [models.Index(fields=["unit", "valid_from"]), models.Index(fields=["person", "valid_from"])]


class UnitManager(models.Model):
    """Who manages a unit for a time; no person means the post is vacant and the nearest manager above takes over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="manages")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            _ends_after_start("manager_ends_after_start"),
            models.UniqueConstraint(fields=["unit", "person", "valid_from"], name="one_manager_row_per_start"),
        ]


class Deputy(models.Model):
    """A dated, logged delegation: this person acts as manager of the unit. Always has an end; never covers preparations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="deputies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deputises")
    valid_from = models.DateField()
    valid_to = models.DateField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [_ends_after_start("deputy_ends_after_start")]


class Role(models.Model):
    """A role somebody holds for a time. Employee and manager follow from engagements and managers and have no row."""

    class Kind(models.TextChoices):
        HR = "hr", _("HR")
        WORKS_COUNCIL = "works-council", _("Works council")
        ADMINISTRATOR = "administrator", _("Administrator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    # HR acts within assigned units (and below) only.
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["kind", "valid_from"]
        constraints = [
            _ends_after_start("role_ends_after_start"),
            models.UniqueConstraint(fields=["person", "kind"], condition=Q(valid_to=None), name="one_open_role_per_kind"),
        ]


class Session(AbstractBaseSession):
    """A session somebody can see and end."""

    person_id = models.UUIDField(null=True, db_index=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=100, blank=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from haandgreb.organisation.sessions import SessionStore

        return SessionStore


class SignInLink(models.Model):
    """A one-time link sent by mail. Only a hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ColumnMapping(models.Model):
    """How a list's columns were read last time: remembered by the list's headings."""

    signature = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    used_at = models.DateTimeField()


class ImportRun(models.Model):
    """A staff list that was read: a preview until somebody confirms, then a receipt. The file itself is deleted then."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        ASKS = "asks", _("Has a question")
        READY = "ready", _("Ready to be saved")
        SAVING = "saving", _("Being saved")
        SAVED = "saved", _("Saved")
        FAILED = "failed", _("Could not be read")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    started_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=300, blank=True)
    answers = models.JSONField(default=dict)  # mapping and answers to questions
    preview = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at"]
