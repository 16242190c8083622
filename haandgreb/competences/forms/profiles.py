"""A role profile: what it is called, and the table of what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.competences.fields import CompetenceField, CompetenceInput
from haandgreb.competences.models import Competence, Importance, ProfileTitle, Requirement, RoleProfile
from haandgreb.competences.queries.profiles import as_wanted
from haandgreb.competences.rules.requirements import LOWEST_LEVEL, TOP_LEVEL, Merge, Wanted
from haandgreb.confidentiality.fields import ANSWER, NAME, CleanText
from haandgreb.organisation.fields import NameField
from haandgreb.shared import danish
from haandgreb.strategy.models import StrategicGoal

NEW_ROWS = 5
"""Empty lines for more competences; saving gives new ones."""

LONGEST_TITLES = 100
"""Job titles one profile can go with."""


class ProfileForm(forms.Form):
    """What a role is called, and the job titles it goes with."""

    title = NameField(label=gettext_lazy("What is the role called?"))
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    description = CleanText(
        label=gettext_lazy("What is it there for?"),
        help_text=gettext_lazy("One or two sentences about the work, never about a person."),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    titles = CleanText(
        label=gettext_lazy("Job titles it goes with"),
        help_text=gettext_lazy(
            "One a line, as the staff list writes them. Everybody with the title gets the profile, "
            "also who comes later. What somebody chooses by hand wins."
        ),
        rows=4,
        max_length=20_000,
        required=False,
    )
    code = NameField(
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy("If you have one, such as R1."),
        max_length=20,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, profile: RoleProfile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile
        if profile is not None:
            for name in self.fields.keys() - {"titles"}:
                self.fields[name].initial = getattr(profile, name)
            self.fields["titles"].initial = titles_of(profile)

    def clean_titles(self) -> str:
        """Each line a title, once, that goes with no other profile."""
        lines = {danish.search_key(line): " ".join(line.split()) for line in self.cleaned_data["titles"].split("\n")}
        lines.pop("", None)
        if len(lines) > LONGEST_TITLES:
            raise forms.ValidationError(_("That is more than %(most)d job titles.") % {"most": LONGEST_TITLES})
        if any(len(line) > NAME for line in lines.values()):
            raise forms.ValidationError(_("A job title has at most 200 letters. Write one a line."))
        others = ProfileTitle.objects.exclude(profile=self.profile).select_related("profile")
        for row in others:
            if danish.search_key(row.job_title) in lines:
                facts = {"title": row.job_title, "profile": row.profile}
                raise forms.ValidationError(_("“%(title)s” goes with %(profile)s already.") % facts)
        return "\n".join(lines.values())

    def facts(self) -> dict[str, Any]:
        """What is to be saved of the profile itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "titles")}

    def job_titles(self) -> list[str]:
        """The job titles, one each."""
        return [line for line in self.cleaned_data["titles"].split("\n") if line]


def titles_of(profile: RoleProfile) -> str:
    """The profile's job titles, one a line."""
    return "\n".join(profile.job_titles.values_list("job_title", flat=True))


class RequirementForm(forms.Form):
    """One row of the table."""

    level = forms.CharField(
        label=gettext_lazy("Level"),
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "autocomplete": "off"}),
    )
    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"), choices=Importance.choices, coerce=int, initial=Importance.NORMAL
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Common or local"),
        choices=[("common", pgettext_lazy("competence", "common")), ("local", pgettext_lazy("competence", "local"))],
        initial="local",
    )
    goal = forms.ChoiceField(label=gettext_lazy("Asked for by"), required=False)
    was = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["goal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = goals

    def clean_level(self) -> int | None:
        """1 to 5; nothing where it is not asked for."""
        text = str(self.cleaned_data["level"]).strip()
        if not text:
            return None
        if not text.isdecimal() or not LOWEST_LEVEL <= int(text) <= TOP_LEVEL:
            raise forms.ValidationError(_("Write a level from 1 to 5. Empty means that it is not asked for."))
        return int(text)

    def wanted(self) -> Wanted | None:
        """The row as it is wanted; None where it is not."""
        data = self.cleaned_data
        if data.get("level") is None:
            return None
        goal = UUID(data["goal"]) if data["goal"] else None
        return Wanted(data["level"], data["importance"], data["scope"] == "common", goal)

    def cells(self) -> list[BoundField]:
        """The fields one sees, in the order of the columns."""
        return [self["level"], self["importance"], self["scope"], self["goal"]]


class NewRequirementForm(RequirementForm):
    """An empty row: a competence the role does not ask for yet."""

    competence = CompetenceField(
        label=gettext_lazy("One more competence"),
        required=False,
        widget=CompetenceInput({"placeholder": gettext_lazy("One more competence")}),
    )

    def clean(self) -> dict[str, Any]:
        """A competence and its level belong together."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("competence") is not None and "level" in data and data["level"] is None:
            self.add_error("level", _("Which level does the role ask for? Write 1 to 5."))
        if data.get("level") is not None and "competence" in data and data["competence"] is None:
            self.add_error("competence", _("Which competence is it? Write its name."))
        return data


@dataclass(frozen=True)
class Row:
    """A competence of the table with its fields; in a clash, what somebody else made of it (None: taken out)."""

    competence: Competence
    form: RequirementForm
    is_clash: bool = False
    theirs: Requirement | None = None


class RequirementTable:
    """The whole table as one form; after `is_valid`, `wanted` is the table and `was` what it was filled from."""

    def __init__(self, rows: Sequence[Row], goals: Sequence[tuple[str, str]], data: Any = None) -> None:
        self.rows = rows
        self.new = [NewRequirementForm(data, prefix=f"new{at}", goals=goals) for at in range(NEW_ROWS)]
        self.wanted: dict[UUID, Wanted] = {}
        self.was: dict[UUID, Wanted] = {}

    @classmethod
    def of(cls, saved: Sequence[Requirement]) -> RequirementTable:
        """The table as it is saved."""
        goals = _goal_choices(saved)
        return cls([_row(row.competence, as_wanted(row), row, goals) for row in saved], goals)

    @classmethod
    def sent(cls, data: Any, saved: Sequence[Requirement]) -> RequirementTable:
        """The table as somebody sent it: rows others have added since are not in it, rows they took out still are."""
        goals = _goal_choices(saved)
        there = Competence.objects.filter(pk__in=_sent_keys(data)).order_by("sort_key", "pk")
        rows = [Row(one, RequirementForm(data, prefix=one.pk.hex, goals=goals)) for one in there]
        return cls(rows, goals, data)

    @classmethod
    def merged(cls, merge: Merge[UUID], saved: Sequence[Requirement]) -> RequirementTable:
        """Two people's table put together; where both changed a row mine stands in the fields, theirs beside them."""
        goals = _goal_choices(saved)
        theirs = {row.competence_id: row for row in saved}
        shown = Competence.objects.filter(pk__in=[*merge.table, *merge.clashes]).order_by("sort_key", "pk")
        rows = [
            _row(one, merge.table.get(one.pk), theirs.get(one.pk), goals, is_clash=one.pk in merge.clashes)
            for one in shown
        ]
        return cls(rows, goals)

    @property
    def forms(self) -> list[RequirementForm]:
        """All rows, empty ones last."""
        return [*(row.form for row in self.rows), *self.new]

    def is_valid(self) -> bool:
        """Whether every row can be saved; a competence that stands in the table twice is told of at the second."""
        for row in self.rows:
            if row.form.is_valid():
                self._take(row.competence.pk, row.form)
                if (was := _read(row.form.cleaned_data["was"])) is not None:
                    self.was[row.competence.pk] = was
        held = {row.competence.pk for row in self.rows}
        for form in self.new:
            competence = form.cleaned_data.get("competence") if form.is_valid() else None
            if competence is None:
                continue
            if competence.pk in held:
                form.add_error("competence", _("It stands in the table already."))
            held.add(competence.pk)
            self._take(competence.pk, form)
        return not any(form.errors for form in self.forms)

    def _take(self, competence: UUID, form: RequirementForm) -> None:
        if (wanted := form.wanted()) is not None:
            self.wanted[competence] = wanted

    def wrong(self) -> list[tuple[str, str]]:
        """What is wrong, as the id of the field and the words, for the top of the page."""
        named: list[tuple[str, RequirementForm]] = [(str(row.competence), row.form) for row in self.rows]
        named += [("", form) for form in self.new]
        return [
            (str(bound.id_for_label), f"{name or bound.label}: {error}")
            for name, form in named
            for bound in form
            for error in bound.errors
        ]


def _row(
    competence: Competence,
    shown: Wanted | None,
    saved: Requirement | None,
    goals: Sequence[tuple[str, str]],
    *,
    is_clash: bool = False,
) -> Row:
    """A row that shows what is wanted and remembers what is saved."""
    initial: dict[str, Any] = {"was": written(as_wanted(saved) if saved is not None else None)}
    if shown is not None:
        scope = "common" if shown.is_common else "local"
        initial |= {"level": shown.level, "importance": shown.importance, "scope": scope, "goal": shown.goal or ""}
    form = RequirementForm(prefix=competence.pk.hex, initial=initial, goals=goals)
    return Row(competence, form, is_clash, saved)


def _sent_keys(data: Any) -> list[UUID]:
    """The competences whose rows were sent."""
    found = []
    for key in data:
        name, _dash, field = key.partition("-")
        if field == "was" and len(name) == _HEX and set(name) <= _HEX_DIGITS:
            found.append(UUID(name))
    return found


_HEX = len(UUID(int=0).hex)
_HEX_DIGITS = frozenset("0123456789abcdef")


def written(row: Wanted | None) -> str:
    """A row as the form carries it along, to see later who changed what."""
    return "" if row is None else f"{row.level} {row.importance} {int(row.is_common)} {row.goal or ''}".strip()


def _read(text: str) -> Wanted | None:
    parts = text.split()
    if len(parts) not in (3, 4) or not all(part.isdecimal() for part in parts[:3]):
        return None
    try:
        goal = UUID(parts[3]) if len(parts) == 4 else None
    except ValueError:
        return None
    return Wanted(int(parts[0]), int(parts[1]), parts[2] == "1", goal)


def _goal_choices(rows: Iterable[Requirement]) -> list[tuple[str, str]]:
    """Nothing, every active goal, and closed ones that stand in the table."""
    every: dict[UUID, StrategicGoal] = {goal.pk: goal for goal in StrategicGoal.objects.active()}
    every |= {row.goal.pk: row.goal for row in rows if row.goal is not None}
    return [("", str(_("the role itself"))), *((str(pk), f"{goal.code} {goal}".strip()) for pk, goal in every.items())]


class ChooseProfilesForm(forms.Form):
    """Which profiles an engagement has, whatever its job title says."""

    profiles = forms.ModelMultipleChoiceField(
        RoleProfile.objects.none(),
        label=gettext_lazy("Role profiles chosen by hand"),
        help_text=gettext_lazy("None means: as the job title says."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, chosen: Iterable[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profiles"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = RoleProfile.objects.active()
        field.initial = list(chosen)


class TitleForm(forms.Form):
    """Everybody with a job title gets a profile."""

    job_title = NameField(widget=forms.HiddenInput)
    profile = forms.ModelChoiceField(RoleProfile.objects.none(), label=gettext_lazy("Role profile"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profile"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = RoleProfile.objects.active()
