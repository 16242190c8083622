"""How long things are kept, and what waits at the gate: classes and numbers, never whose or what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.confidentiality.classes import DataClass, data_classes
from haandgreb.confidentiality.models import (
    ArchiveGate,
    Authority,
    DeletionReceipt,
    KeepDays,
    LegalHold,
    WaitingRows,
)
from haandgreb.shared import clock

_YEAR, _MONTH = 365, 30


@dataclass(frozen=True)
class Line:
    """One class: how long, what waits, what allows it to go."""

    data_class: DataClass
    days: int
    is_changed: bool
    waiting: WaitingRows | None
    authorities: list[Authority] = field(default_factory=list)
    holds: list[LegalHold] = field(default_factory=list)
    receipts: list[DeletionReceipt] = field(default_factory=list)

    @property
    def length(self) -> str:
        """The days in words."""
        return length_words(self.days)


def gate_is_on() -> bool:
    """Whether what has run out waits for the archive; so it is until somebody says otherwise."""
    return not ArchiveGate.objects.filter(is_on=False).exists()


def days_of(data_class: DataClass) -> int:
    """How many days this workplace keeps the class: its own choice, within the bounds, else the default."""
    chosen = KeepDays.objects.filter(pk=data_class.key).values_list("days", flat=True).first()
    return data_class.days if chosen is None else min(max(chosen, data_class.least), data_class.most)


def length_words(days: int) -> str:
    """So many days as people say it: years and months where they come out even."""
    if days and days % _YEAR == 0 and days > _YEAR:
        return ngettext("%(n)d year", "%(n)d years", days // _YEAR) % {"n": days // _YEAR}
    if days == _YEAR:
        return _("12 months")
    if days >= 6 * _MONTH and days % _MONTH == 0:
        return ngettext("%(n)d month", "%(n)d months", days // _MONTH) % {"n": days // _MONTH}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def kept_words(key: str) -> str:
    """How long the class is kept, as one sentence for the form. Raises KeyError for a class nobody has named."""
    data_class = data_classes()[key]
    days = days_of(data_class)
    words = {"length": length_words(days), "event": data_class.after}
    kept = _("Kept until %(length)s after %(event)s.") % words if days else _("Kept until %(event)s.") % words
    if data_class.gated and gate_is_on():
        return f"{kept} " + _("Then it is hidden from everybody, and deleted when the archives allow it.")
    return f"{kept} " + _("Then it is deleted.")


def working_authority(data_class: DataClass, now: datetime) -> Authority | None:
    """What allows the class to be deleted now. A word begins to work the day after, so that a mistake can be undone."""
    today = clock.local_day(now)
    for one in Authority.objects.filter(data_class=data_class.key, ended_at=None):
        if clock.local_day(one.registered_at) < today:
            return one
    return None


def holds_on(data_class: DataClass) -> list[LegalHold]:
    """The holds that stand, for this class or for every class."""
    return list(LegalHold.objects.filter(Q(data_class=data_class.key) | Q(data_class=""), ended_at=None))


def lines() -> list[Line]:
    """Every class with its numbers; five queries."""
    chosen = dict(KeepDays.objects.values_list("pk", "days"))
    waiting = {row.pk: row for row in WaitingRows.objects.filter(rows__gt=0)}
    authorities = list(Authority.objects.filter(ended_at=None))
    holds = list(LegalHold.objects.filter(ended_at=None).select_related("person"))
    receipts = list(DeletionReceipt.objects.all()[:500])
    return [
        Line(
            one,
            min(max(chosen.get(key, one.days), one.least), one.most),
            key in chosen,
            waiting.get(key),
            [row for row in authorities if row.data_class == key],
            [row for row in holds if row.data_class in ("", key)],
            [row for row in receipts if row.data_class == key],
        )
        for key, one in data_classes().items()
    ]


def line_of(key: str) -> Line | None:
    """One class with its numbers."""
    return next((line for line in lines() if line.data_class.key == key), None)


def total_waiting() -> int:
    """How many rows wait for the archive in all."""
    return sum(WaitingRows.objects.values_list("rows", flat=True))
