"""The form of a transfer plan (transfer.md 5), and of what the learner writes for herself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development_links import Choices, chain_above, key_of, thing_of
from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.actions.plans import Own
from haandgreb.learning.boosters_content import boosters
from haandgreb.learning.forms.enrolments import day_field
from haandgreb.learning.models import PlanNeed, TransferPlan
from haandgreb.learning.queries.plans import PLAIN, chain_of, links_of, opened
from haandgreb.organisation.fields import PersonField
from haandgreb.organisation.models import Person

NEEDS, FEWEST_NEEDS = 4, 2
NEED_PARTS = ("kind", "text", "due_on")
QUESTIONS = 3
TEXTS = (*PLAIN, *(f"need_{number}_text" for number in range(1, NEEDS + 1)))


class PlanForm(forms.Form):
    """What the two can read. Nothing must be filled in to save; a yes wants more."""

    goal = CleanText(label=_("What do I want to be able to do afterwards?"), required=False)
    hangs_on = forms.ChoiceField(
        label=_("Which changed practice, result or learning goal does it serve?"),
        required=False,
        error_messages={"invalid_choice": _("This is not found. Choose from the list.")},
    )
    changed_practice = CleanText(
        label=_("What do I do differently afterwards?"), rows=2, max_length=2000, required=False
    )
    value_for_me = CleanText(label=_("What it is worth to me"), max_length=400, required=False)
    value_for_work = CleanText(label=_("What it is worth to the task and the users"), max_length=400, required=False)
    situation = CleanText(
        label=_("When …"), help_text=_("The situation, as you meet it."), max_length=400, required=False
    )
    act = CleanText(
        label=_("… I will …"), help_text=_("What you do, so that others could see it."), max_length=400, required=False
    )
    outcome = CleanText(label=_("… so that …"), max_length=400, required=False)
    sign = CleanText(label=_("How can one see that it is used?"), max_length=400, required=False)
    sign_where = forms.ChoiceField(
        label=_("Where the sign shows"),
        choices=[*DevelopmentGoal.SignWhere.choices, ("", _("not said"))],
        widget=forms.RadioSelect,
        required=False,
    )
    boosters = forms.MultipleChoiceField(
        label=_("What makes it likelier that I use it?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    buddy = PersonField(
        label=_("Buddy"),
        help_text=_("A colleague who asks how it goes. She or he sees your name, the course and the line below."),
        required=False,
    )
    ask_me_about = CleanText(label=_("Ask me about …"), required=False)
    preparation = CleanText(
        label=_("How I prepare"),
        help_text=_("A case to bring, something to read, a colleague or a user to ask. Write no personal data."),
        max_length=400,
        required=False,
    )
    first_use_on = day_field(
        _("The day I use it for the first time"), help_text=_("Within seven days of the last course day.")
    )
    first_use = CleanText(
        label=_("On which case or task"),
        help_text=_("No names and no case numbers of citizens."),
        max_length=400,
        required=False,
    )
    sharing = CleanText(label=_("How I tell others of it"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        editor: Person,
        plan: TransferPlan,
        links: Choices,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**values_of(plan), **(initial or {})})
        self.editor, self.plan = editor, plan
        if editor.pk != plan.enrolment.person_id:
            del self.fields["buddy"]  # a buddy reads what the learner shows her: only she says who it is
        self._choices("hangs_on", [("", _("nothing on the map")), *links])
        self._choices("boosters", [(key, str(name)) for key, name in boosters().items()])
        self.rows = self._rows(data)
        for number in range(1, self.rows + 1):
            for part in NEED_PARTS:
                self.fields[f"need_{number}_{part}"] = _need_field(part, number)

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
        field.choices = choices

    def _rows(self, data: QueryDict | None) -> int:
        """As many as are sent; else those that say something, and an empty one."""
        if data is not None:
            return max((n for n in range(1, NEEDS + 1) if f"need_{n}_text" in data), default=0)
        filled = sum(bool(self.initial.get(f"need_{number}_text")) for number in range(1, NEEDS + 1))
        return min(NEEDS, max(FEWEST_NEEDS, filled + 1))

    @property
    def needs(self) -> list[list[forms.BoundField]]:
        """For the template: kind, text and day of each row."""
        return [[self[f"need_{number}_{part}"] for part in NEED_PARTS] for number in range(1, self.rows + 1)]

    def clean_buddy(self) -> Person | None:
        """Nobody is her own buddy."""
        buddy: Person | None = self.cleaned_data["buddy"]
        if buddy is not None and buddy.pk == self.plan.enrolment.person_id:
            raise forms.ValidationError(_("Choose somebody else: a buddy asks you about it."))
        return buddy

    def clean(self) -> dict[str, Any]:
        """A need that has a day also says what."""
        cleaned = super().clean() or {}
        for number in range(1, self.rows + 1):
            if cleaned.get(f"need_{number}_due_on") and not cleaned.get(f"need_{number}_text"):
                self.add_error(f"need_{number}_text", _("Write what you need."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the act takes besides the needs."""
        cleaned = self.cleaned_data
        plain = {name: cleaned[name] for name in (*PLAIN, "buddy", "first_use_on", "boosters") if name in cleaned}
        return plain | self._links()

    def _links(self) -> dict[str, Any]:
        """The line above what was chosen; where nothing else is chosen, the line as it was."""
        key = self.cleaned_data["hangs_on"]
        if key == key_of(chain_of(self.plan).lowest):
            return {}
        thing = thing_of(key)
        if thing is None:
            return {"learning_goal": None, "practice": None, "result": None}
        return links_of(thing, chain_above(thing, self.editor))

    def needs_written(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        return list(self._needs())

    def _needs(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.rows + 1):
            row = {part: self.cleaned_data.get(f"need_{number}_{part}") for part in NEED_PARTS}
            if row["text"]:
                yield row | {"kind": row["kind"] or PlanNeed.Kind.TIME}


def _need_field(part: str, number: int) -> forms.Field:
    """One field of a row; its label tells a screen reader which row it is."""
    many = {"number": number}
    if part == "kind":
        return forms.ChoiceField(label=_("Need %(number)d: kind") % many, choices=PlanNeed.Kind.choices, required=False)
    if part == "due_on":
        return day_field(_("Need %(number)d: by when") % many)
    return CleanText(label=_("Need %(number)d: what") % many, required=False)


def values_of(plan: TransferPlan) -> dict[str, Any]:
    """What the plan says now, by the names of the form."""
    found: dict[str, Any] = {name: getattr(plan, name) for name in (*PLAIN, "buddy", "first_use_on")}
    found["hangs_on"] = key_of(chain_of(plan).lowest)
    found["boosters"] = list(plan.boosters)
    for number in range(1, NEEDS + 1):
        found |= {f"need_{number}_{part}": None if part == "due_on" else "" for part in NEED_PARTS}
    for number, need in enumerate(plan.needs.all()[:NEEDS], 1):
        found |= {f"need_{number}_{part}": getattr(need, part) for part in NEED_PARTS}
    return found


class OwnForm(forms.Form):
    """What stays with her."""

    why = CleanText(
        label=_("Why does it matter to me?"),
        help_text=_("Do not write about health, family, trade union or other people."),
        rows=3,
        max_length=2000,
        required=False,
    )
    confidence = forms.TypedChoiceField(
        label=_("How confident am I that I can use it?"),
        help_text=_("0 is not at all, 10 is completely."),
        choices=[(str(step), str(step)) for step in range(11)],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
    )
    confidence_help = CleanText(label=_("What would raise it by one?"), rows=2, max_length=1000, required=False)
    confidence_shared = forms.BooleanField(
        label=_("My manager may read how confident I am, and what would raise it"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, QUESTIONS + 1):
            label = _("Question %(number)d") % {"number": number}
            self.fields[f"question_{number}"] = CleanText(label=label, required=False)

    @property
    def questions(self) -> list[forms.BoundField]:
        """For the template."""
        return [self[f"question_{number}"] for number in range(1, QUESTIONS + 1)]

    def own(self) -> Own:
        """What the act takes."""
        cleaned = self.cleaned_data
        asked = [cleaned[f"question_{number}"] for number in range(1, QUESTIONS + 1)]
        return Own(
            why=cleaned["why"],
            confidence=cleaned["confidence"],
            confidence_help=cleaned["confidence_help"],
            confidence_shared=cleaned["confidence_shared"],
            questions=[one for one in asked if one],
        )


def own_values(plan: TransferPlan) -> dict[str, Any]:
    """What stands there now."""
    found = {
        "why": opened(plan, "why"),
        "confidence": "" if plan.confidence is None else str(plan.confidence),
        "confidence_help": opened(plan, "confidence_help"),
        "confidence_shared": plan.confidence_shared,
    }
    return found | {f"question_{number}": text for number, text in enumerate(plan.questions[:QUESTIONS], 1)}


class SkipForm(forms.Form):
    """No plan this time, and why."""

    why = CleanText(
        label=_("Why no plan?"),
        help_text=_("You and your manager can read it. You can write a plan later all the same."),
        error_messages={"required": _("Write why, in a few words.")},
        max_length=400,
        rows=2,
    )


class TalkedForm(forms.Form):
    """How long the talk took, if she says so."""

    minutes = forms.IntegerField(label=_("How many minutes did it take?"), min_value=1, max_value=240, required=False)
