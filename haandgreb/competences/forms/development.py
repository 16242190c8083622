"""The form of a development goal (dialogue.md 4c), how it goes, and who else may read its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.actions.development import FACTS, Text
from haandgreb.competences.handle_words import HANDLES
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence, DevelopmentGoal, Room
from haandgreb.competences.queries.development_links import Chain, Choices, chain_above, chain_of, key_of, thing_of
from haandgreb.confidentiality.fields import CleanText
from haandgreb.organisation.fields import PersonField
from haandgreb.organisation.models import Person
from haandgreb.shared.day_fields import DayInput

FEWEST_ROWS = {"path": 3, "support": 2, "day": 2}
MOST_ROWS = {"path": 10, "support": 6, "day": 4}
PARTS = {"path": ("text", "room", "handle", "due_on"), "support": ("who", "text", "due_on"), "day": ("on",)}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as browsers ask for it."""
    return forms.DateField(label=label, widget=DayInput(), required=False, **more)


class DevelopmentForm(forms.Form):
    """All of a development goal. Nothing but the title must be filled in to save; an agreement wants more."""

    title = CleanText(
        label=_("I will be able to … *"), error_messages={"required": _("Write what you will be able to do.")}
    )
    hangs_on = forms.ChoiceField(
        label=_("What does it hang on? *"),
        help_text=_("Choose the lowest step you can: a changed practice rather than a goal."),
        required=False,
        error_messages={"invalid_choice": _("This is not found. Choose from the list.")},
    )
    local_task = CleanText(label=_("Or a local task"), required=False)
    changed_practice = CleanText(
        label=_("What I do differently, and in which situations *"), rows=3, max_length=2000, required=False
    )
    sign = CleanText(label=_("How we can see it *"), rows=2, max_length=1000, required=False)
    sign_where = forms.ChoiceField(
        label=_("Where the sign shows"),
        choices=[*DevelopmentGoal.SignWhere.choices, ("", _("not said"))],
        widget=forms.RadioSelect,
        required=False,
    )
    why = CleanText(
        label=_("Why it matters to me"),
        help_text=_("Do not write about health, family, trade union or other people."),
        rows=2,
        max_length=2000,
        required=False,
    )
    competence = forms.ModelChoiceField(
        queryset=Competence.objects.none(),
        label=_("Competence it builds"),
        required=False,
        empty_label=_("none in particular"),
        error_messages={"invalid_choice": _("This is not found. Choose from the list.")},
    )
    level_to = forms.TypedChoiceField(
        label=_("The level I aim for"),
        choices=[("", _("not said")), *((str(level.number), level) for level in LEVELS[1:])],
        coerce=int,
        empty_value=None,
        required=False,
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=2000, required=False)
    cost = forms.IntegerField(label=_("Cost in kroner"), min_value=0, max_value=1_000_000, required=False)
    fund = forms.ChoiceField(label=_("Fund"), choices=DevelopmentGoal.Fund.choices, required=False)
    first_tried_on = day_field(_("The day I try it first"))
    first_tried = CleanText(
        label=_("On which case or task"),
        help_text=_("No names and no case numbers of citizens."),
        max_length=400,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        editor: Person,
        choices: Choices,
        competences: Mapping[Any, Competence],
        goal: DevelopmentGoal | None = None,
        initial: Mapping[str, Any] | None = None,
        rows: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(data, initial={**(values_of(goal) if goal is not None else {}), **(initial or {})})
        self.editor = editor
        self.goal = goal
        hangs_on = self.fields["hangs_on"]
        assert isinstance(hangs_on, forms.ChoiceField)
        hangs_on.choices = [("", _("nothing in the strategy")), *choices]
        competence = self.fields["competence"]
        assert isinstance(competence, forms.ModelChoiceField)
        ids = [*competences, *([goal.competence_id] if goal is not None and goal.competence_id else [])]
        competence.queryset = Competence.objects.filter(pk__in=ids).order_by("sort_key")
        self.counts = {kind: self._count(kind, data, rows or {}) for kind in PARTS}
        for kind, count in self.counts.items():
            for number in range(1, count + 1):
                for part in PARTS[kind]:
                    self.fields[f"{kind}_{number}_{part}"] = _row_field(kind, part, number)

    def _count(self, kind: str, data: Mapping[str, Any] | None, rows: Mapping[str, int]) -> int:
        """As many rows as are sent or filled, and a few empty ones."""
        filled = rows_in([*(data or ()), *self.initial])[kind]
        spare = 1 if data is None else 0
        return min(MOST_ROWS[kind], max(FEWEST_ROWS[kind], filled + spare, rows.get(kind, 0)))

    def rows(self, kind: str) -> Iterator[list[forms.BoundField]]:
        """The fields of each row, in order."""
        for number in range(1, self.counts[kind] + 1):
            yield [self[f"{kind}_{number}_{part}"] for part in PARTS[kind]]

    @property
    def path(self) -> list[list[forms.BoundField]]:
        """For the template."""
        return list(self.rows("path"))

    @property
    def support(self) -> list[list[forms.BoundField]]:
        """For the template."""
        return list(self.rows("support"))

    @property
    def days(self) -> list[list[forms.BoundField]]:
        """For the template."""
        return list(self.rows("day"))

    def clean_fund(self) -> str:
        """None where nothing was chosen."""
        return self.cleaned_data["fund"] or DevelopmentGoal.Fund.NONE

    def clean(self) -> dict[str, Any]:
        """A row that says when or who also says what; a manager who was filled in for her says nothing yet."""
        cleaned = super().clean() or {}
        for kind, what in (("path", _("Write what you do in this step.")), ("support", _("Write what is done."))):
            for number in range(1, self.counts[kind] + 1):
                row = self._row(kind, number)
                name = f"{kind}_{number}_text"
                is_filled_in = row.get("who") == self.initial.get(f"{kind}_{number}_who")
                says_more = row["due_on"] or row.get("handle") or (row.get("who") and not is_filled_in)
                if says_more and not row["text"] and name not in self.errors:
                    self.add_error(name, what)
        return cleaned

    def text(self) -> Text:
        """What the form says, for the act."""
        cleaned = self.cleaned_data
        return Text(
            facts={name: cleaned[name] for name in FACTS},
            chain=self._chain(),
            path=[row for row in self._rows("path") if row["text"]],
            support=[row for row in self._rows("support") if row["text"]],
            days=sorted({row["on"] for row in self._rows("day") if row["on"] is not None}),
        )

    def _chain(self) -> Chain:
        """The line above what was chosen; where nothing else is chosen, the line as it was."""
        key = self.cleaned_data["hangs_on"]
        if self.goal is not None and key == key_of(chain_of(self.goal).lowest):
            return chain_of(self.goal)
        thing = thing_of(key)
        return chain_above(thing, self.editor) if thing is not None else Chain()

    def _rows(self, kind: str) -> list[dict[str, Any]]:
        return [self._row(kind, number) for number in range(1, self.counts[kind] + 1)]

    def _row(self, kind: str, number: int) -> dict[str, Any]:
        empty = {"text": "", "room": Room.INFORMAL, "handle": ""}
        found = {part: self.cleaned_data.get(f"{kind}_{number}_{part}") for part in PARTS[kind]}
        return {part: value or empty.get(part) for part, value in found.items()}


def rows_in(names: Iterable[str]) -> dict[str, int]:
    """How many rows of each kind the names of fields speak of."""
    found = dict.fromkeys(PARTS, 0)
    for name in names:
        kind, _one, rest = name.partition("_")
        number = rest.partition("_")[0]
        if kind in found and number.isdecimal() and len(number) < 3:
            found[kind] = max(found[kind], int(number))
    return found


def _row_field(kind: str, part: str, number: int) -> forms.Field:
    """One field of a row; its label tells a screen reader which row it is."""
    many = {"number": number}
    if kind == "day":
        return day_field(_("Follow-up %(number)d") % many)
    if part == "who":
        return PersonField(label=_("Support %(number)d: who") % many, required=False)
    if part == "room":
        return forms.ChoiceField(
            label=_("Step %(number)d: where") % many,
            choices=[*reversed(Room.choices)],
            required=False,
            initial=Room.INFORMAL,
        )
    if part == "handle":
        handles = [("", _("no handle")), *HANDLES.items()]
        return forms.ChoiceField(label=_("Step %(number)d: handle") % many, choices=handles, required=False)
    if part == "due_on":
        label = _("Step %(number)d: by when") if kind == "path" else _("Support %(number)d: by when")
        return day_field(label % many)
    label = _("Step %(number)d: what I do") if kind == "path" else _("Support %(number)d: what is done")
    return CleanText(label=label % many, required=False)


def values_of(goal: DevelopmentGoal) -> dict[str, Any]:
    """What the goal says now, by the names of the form."""
    found: dict[str, Any] = {name: getattr(goal, name) for name in FACTS}
    found["hangs_on"] = key_of(chain_of(goal).lowest)
    for number, step in enumerate(goal.path.all(), 1):
        found |= {f"path_{number}_{part}": getattr(step, part) for part in PARTS["path"]}
    for number, one in enumerate(goal.support.select_related("who"), 1):
        found |= {f"support_{number}_{part}": getattr(one, part) for part in PARTS["support"]}
    for number, day in enumerate(_coming(goal), 1):
        found[f"day_{number}_on"] = day
    return found


def _coming(goal: DevelopmentGoal) -> list[date]:
    return list(goal.follow_ups.filter(held_on=None).values_list("due_on", flat=True))


class HowItGoes(forms.Form):
    """How it goes: one of five words."""

    status = forms.ChoiceField(
        label=_("How does it go?"),
        choices=DevelopmentGoal.Status.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_status(self) -> str:
        """One is chosen; said here, so that the short form carries no word about what is required."""
        if not self.cleaned_data["status"]:
            raise forms.ValidationError(_("Choose how it goes."))
        return str(self.cleaned_data["status"])


class FollowUpForm(HowItGoes):
    """What the two saw when they looked at it again."""

    note = CleanText(
        label=_("What did you see?"),
        help_text=_("You and your manager read it; a later manager does not."),
        rows=2,
        max_length=1000,
        required=False,
    )
    next_on = day_field(_("Next time"))


class StatusForm(HowItGoes):
    """How it goes, and what holds it back."""

    brake = forms.ChoiceField(
        label=_("What holds it back?"), choices=[("", _("nothing")), *DevelopmentGoal.Brake.choices], required=False
    )
