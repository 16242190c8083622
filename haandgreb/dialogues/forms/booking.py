"""Forms about a talk's time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.rules.times import LONGEST, MOST_PROPOSED, Span, overlap, span
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput
from haandgreb.shared.times import COPENHAGEN, NoSuchTime, moment_of

SHORTEST = 15
_TIMES = [f"time_{number}" for number in range(1, MOST_PROPOSED + 1)]


class TimeInput(forms.TimeInput):
    """The browser's own clock time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """The browser's own day and clock time in one."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        """As the browser wants it, in Copenhagen."""
        return as_sent(value) if isinstance(value, datetime) else super().format_value(value)


def as_sent(moment: datetime) -> str:
    """A moment as the browser's field for day and time writes it."""
    return moment.astimezone(COPENHAGEN).strftime("%Y-%m-%dT%H:%M")


def read_moment(text: str, now: datetime) -> datetime:
    """The moment a field for day and time sends, in UTC. Raises ValidationError: unreadable, past, no such time."""
    try:
        shown = datetime.fromisoformat(text.strip())
        moment = moment_of(shown.date(), shown.time())
    except NoSuchTime as error:
        raise ValidationError(
            _("That hour does not exist: the clocks go forward that night. Choose another.")
        ) from error
    except (ValueError, OverflowError) as error:
        raise ValidationError(_("Write a day and a time.")) from error
    if moment <= now:
        raise ValidationError(_("Choose a time that has not passed."))
    if shown.date() > clock.LAST_DAY:
        raise ValidationError(_("Choose a day that is nearer."))
    return moment


class MomentField(forms.Field):
    """A day and a time in Copenhagen, ahead of now."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """None where nothing is written."""
        return read_moment(str(value), clock.now()) if value else None


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": SHORTEST, "max": LONGEST}),
    )


def _place() -> CleanText:
    return CleanText(
        label=gettext_lazy("Place"),
        required=False,
        help_text=gettext_lazy("A room or a link. It stands in both calendars, so write nothing about the talk."),
    )


class TimeForm(forms.Form):
    """One to five times, how long, and where."""

    minutes = _minutes()
    place = _place()
    settled = forms.BooleanField(
        label=gettext_lazy("We have agreed on this time: book it now"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(_TIMES, 1):
            label = gettext_lazy("Day and time") if number == 1 else gettext_lazy("Another time")
            self.fields[name] = MomentField(label=label, required=number == 1)

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields for a second to a fifth time."""
        return [self[name] for name in _TIMES[1:]]

    @property
    def has_others(self) -> bool:
        """Whether one of them is filled in, or wrong."""
        return any(self[name].value() or self[name].errors for name in _TIMES[1:])

    def clean(self) -> dict[str, Any]:
        """A time that is booked now is one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("settled") and len(self.times()) > 1:
            self.add_error("settled", _("Write one time where it is booked now."))
        return cleaned

    def times(self) -> list[datetime]:
        """What was written, each once, the earliest first."""
        return sorted({self.cleaned_data[name] for name in _TIMES if self.cleaned_data.get(name)})


class PostponeForm(forms.Form):
    """Why in one of three words, and until when."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why does it wait?"),
        choices=Dialogue.Why.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A category is enough. Nobody is asked about health."),
    )
    until = forms.DateField(
        label=gettext_lazy("Take it up again on"),
        required=False,
        widget=DayInput(),
        validators=[MaxValueValidator(clock.LAST_DAY)],
        help_text=gettext_lazy("Empty: when one of you says so."),
    )

    def clean_until(self) -> Any:
        """A day ahead."""
        until = self.cleaned_data["until"]
        if until is not None and until <= clock.today():
            raise ValidationError(_("Choose a day that has not passed."))
        return until


class FillForm(forms.Form):
    """Times one after another, as a proposal for the empty rows."""

    first = forms.DateField(
        label=gettext_lazy("From the day"),
        widget=DayInput(),
        validators=[MaxValueValidator(clock.LAST_DAY - timedelta(401))],
    )
    begins = forms.TimeField(label=gettext_lazy("Earliest"), widget=TimeInput(), initial=time(9))
    ends = forms.TimeField(label=gettext_lazy("Latest end"), widget=TimeInput(), initial=time(15, 30))
    minutes = _minutes()
    pause = forms.IntegerField(
        label=gettext_lazy("Minutes between"),
        min_value=0,
        max_value=240,
        initial=15,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 240}),
    )

    def clean(self) -> dict[str, Any]:
        """There is room for at least one talk in a day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends, minutes = (cleaned.get(name) for name in ("begins", "ends", "minutes"))
        if begins is not None and ends is not None and minutes is not None:
            room = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
            if room < minutes:
                self.add_error("ends", _("There is no room for a talk between the two times."))
        return cleaned


class ManyForm(forms.Form):
    """What is the same for everybody: how long, where, and whether it is booked now."""

    minutes = _minutes()
    place = _place()
    at_once = forms.ChoiceField(
        label=gettext_lazy("What happens?"),
        choices=[
            ("", gettext_lazy("Each is asked, and says yes or proposes another time")),
            ("yes", gettext_lazy("The times are booked now; each can still propose another")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


@dataclass
class Slot:
    """One person's row: what is written, and what is wrong with it."""

    dialogue: Dialogue
    text: str = ""
    wrong: str = ""
    moment: datetime | None = None

    @property
    def name(self) -> str:
        """Of its field."""
        return f"slot-{self.dialogue.pk}"


def read_slots(
    dialogues: Iterable[Dialogue], sent: Mapping[str, Any], minutes: int, busy: Iterable[Span], now: datetime
) -> list[Slot]:
    """Each person's row, read. A time that touches an earlier row's, or a talk the manager is in, is wrong."""
    taken, rows = list(busy), [Slot(dialogue) for dialogue in dialogues]
    for row in rows:
        row.text = str(sent.get(row.name, ""))[:40]
        if not row.text:
            continue
        try:
            row.moment = read_moment(row.text, now)
        except ValidationError as error:
            row.wrong = error.messages[0]
            continue
        wanted = span(row.moment, minutes)
        if any(overlap(wanted, one) for one in taken):
            row.wrong = _("You are in another talk then.")
        taken.append(wanted)
    return rows


BOOKED = ngettext_lazy("%(n)d talk is booked.", "%(n)d talks are booked.", "n")
ASKED = ngettext_lazy("%(n)d person is asked.", "%(n)d people are asked.", "n")
