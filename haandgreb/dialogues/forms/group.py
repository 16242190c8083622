"""Forms of a group's talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.competences.handle_words import HANDLES
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence
from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.dialogues.group_content import runs, themes
from haandgreb.dialogues.models import GroupPoint, GroupTalk, Kind
from haandgreb.dialogues.queries.group import Card
from haandgreb.dialogues.rules.group import MOST_SPOKES, THEMES
from haandgreb.organisation.fields import NameField, PeopleField
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field
from haandgreb.shared.times import NoSuchTime, moment_of

CARD, LINE = 400, 400


class GroupForm(forms.Form):
    """What the talk is for, who is in it, and when."""

    kind = forms.ModelChoiceField(Kind.objects.none(), label=_("Kind of talk"), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("For which unit?"), empty_label=None)
    name = NameField(
        label=_("What is the group called?"),
        help_text=_("Only where it is not the whole unit."),
        required=False,
    )
    purpose = CleanText(label=_("What is the talk for?"), rows=2, max_length=1000)
    outcome = CleanText(
        label=_("What do we want to have when we go?"),
        help_text=_("A plan with three lines is more than one with ten."),
        rows=2,
        max_length=1000,
        required=False,
    )
    ground_rules = CleanText(
        label=_("Ground rules"),
        help_text=_("What is said here, and what may be told. The group can change them when it begins."),
        rows=3,
        max_length=1000,
        required=False,
    )
    run = forms.ChoiceField(label=_("The way through the talk"), widget=forms.RadioSelect)
    day = day_field(_("Which day?"), required=False)
    begins = forms.TimeField(
        label=_("From what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=30, max_value=480)
    place = CleanText(label=pgettext_lazy("room", "Place"), required=False)
    people = PeopleField(
        label=_("Who is in the group?"),
        help_text=_("Four to six talk best together. You are there yourself, but write no cards and give no dots."),
        units=True,
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, unit = self.fields["kind"], self.fields["unit"]
        assert isinstance(kind, forms.ModelChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        kind.queryset = Kind.objects.filter(is_group=True, is_used=True)
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("sort_key")
        run = self.fields["run"]
        assert isinstance(run, forms.ChoiceField)
        run.choices = [(key, f"{one.title}: {one.about}") for key, one in runs().items()]

    def clean(self) -> dict[str, Any]:
        """A day and a time belong together, and lie ahead unless they are as they were."""
        facts = super().clean() or {}
        day, begins = facts.get("day"), facts.get("begins")
        if bool(day) != bool(begins) and not {"day", "begins"} & set(self.errors):
            self.add_error("begins" if day else "day", _("Choose both a day and a time, or neither."))
        elif day and begins and day < clock.today() and day != self.initial.get("day"):
            self.add_error("day", _("Choose today or a later day."))
        elif day and begins:
            try:
                facts["starts_at"] = moment_of(day, begins)
            except NoSuchTime:
                self.add_error("begins", _("The clock jumps over this time on that day. Choose another."))
        return facts

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        cleaned = self.cleaned_data
        names = ("kind", "unit", "name", "run", "purpose", "outcome", "ground_rules", "minutes", "place")
        return {name: cleaned[name] for name in names} | {"starts_at": cleaned.get("starts_at")}


def facts_of(talk: GroupTalk, people: Iterable[Person]) -> dict[str, Any]:
    """A talk as the form shows it."""
    local = talk.starts_at.astimezone(clock.COPENHAGEN) if talk.starts_at else None
    begins = time(local.hour, local.minute) if local else None
    names = ("kind", "unit", "name", "run", "purpose", "outcome", "ground_rules", "minutes", "place")
    return {name: getattr(talk, name) for name in names} | {
        "day": local.date() if local else None,
        "begins": begins,
        "people": list(people),
    }


class ThemesForm(forms.Form):
    """Two of six."""

    themes = forms.MultipleChoiceField(
        label=_("What should we talk about?"),
        help_text=_("Pick two."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, f"{one.title} – {one.about}") for key, one in themes().items()]

    def clean_themes(self) -> list[str]:
        """No more than two."""
        chosen: list[str] = self.cleaned_data["themes"]
        if len(chosen) > THEMES:
            raise forms.ValidationError(_("Pick two. What is left can wait for the next time."), code="many")
        return chosen


class NoteForm(forms.Form):
    """A page of one's own."""

    text = CleanText(label=_("My notes"), rows=6, max_length=ANSWER, required=False)


class CardForm(forms.Form):
    """A need, in silence."""

    text = CleanText(label=_("What do we need?"), rows=2, max_length=CARD)
    need = forms.ChoiceField(
        label=_("Which kind of need?"),
        choices=[("", _("not said")), *GroupPoint.Need.choices],
        widget=forms.RadioSelect,
        required=False,
    )


class PointForm(forms.Form):
    """Something said aloud."""

    text = CleanText(label=_("Write it here"), rows=2, max_length=CARD)


class PrivateForm(forms.Form):
    """Something for one's own talk."""

    text = CleanText(
        label=_("For my own talk"),
        help_text=_("Do not write about health, family, trade union or other people."),
        rows=2,
        max_length=ANSWER,
    )


class DotsForm(forms.Form):
    """So many dots on these cards."""

    yes = forms.BooleanField(label=_("We may see the counts although we are few"), required=False)

    def __init__(self, *args: Any, cards: Iterable[Card], each: int, given: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.each, self.cards = each, list(cards)
        for card in self.cards:
            self.fields[f"dots-{card.point.pk}"] = forms.TypedChoiceField(
                label=card.point.text,
                choices=[(str(number), str(number)) for number in range(each + 1)],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
                initial=str(given.get(str(card.point.pk), 0)),
            )

    def rows(self) -> list[Any]:
        """The field of each card."""
        return [self[f"dots-{card.point.pk}"] for card in self.cards]

    def clean(self) -> dict[str, Any]:
        """No more than one has."""
        facts = super().clean() or {}
        if sum(self.dots().values()) > self.each:
            raise forms.ValidationError(_("You have %(each)d dots. Take some away.") % {"each": self.each}, code="many")
        return facts

    def dots(self) -> dict[str, int]:
        """Card → dots."""
        cleaned = getattr(self, "cleaned_data", {})
        return {str(card.point.pk): cleaned.get(f"dots-{card.point.pk}") or 0 for card in self.cards}


class LevelsForm(forms.Form):
    """One's own level for each spoke of the group's wheel."""

    def __init__(self, *args: Any, spokes: Iterable[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spokes = list(spokes)
        for one in self.spokes:
            self.fields[f"level-{one.pk}"] = forms.TypedChoiceField(
                label=str(one),
                choices=[("", _("I leave it out")), *((str(level.number), str(level)) for level in LEVELS)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def levels(self) -> dict[str, int]:
        """Competence → level, for those she did not leave out."""
        found = {str(one.pk): self.cleaned_data.get(f"level-{one.pk}") for one in self.spokes}
        return {key: level for key, level in found.items() if level is not None}


class SpokesForm(forms.Form):
    """What the group looks at together."""

    competences = forms.ModelMultipleChoiceField(
        Competence.objects.none(), label=_("Competences of the group's wheel"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["competences"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Competence.objects.filter(pk__in=[one.pk for one in offered]).order_by("sort_key")

    def clean_competences(self) -> Any:
        """No more than eight."""
        chosen = self.cleaned_data["competences"]
        if len(chosen) > MOST_SPOKES:
            raise forms.ValidationError(_("Choose at most %(most)d.") % {"most": MOST_SPOKES}, code="many")
        return chosen


def handles() -> list[tuple[str, Any]]:
    """The twelve handles with their numbers, or none of them."""
    return [
        ("", pgettext_lazy("handle", "none in particular")),
        *((key, f"{key} {one}") for key, one in HANDLES.items()),
    ]


class LineForm(forms.Form):
    """A line of the plan."""

    what = CleanText(label=_("What do we do?"))
    who = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who has the ball?"), required=False, empty_label=_("all of us")
    )
    when = day_field(_("When?"), required=False)
    is_from = forms.BooleanField(label=_("From that day on, not by that day"), required=False)
    handle = forms.ChoiceField(
        label=_("Handle"),
        choices=handles,  # asked for each form, so in the language of the page
        required=False,
    )
    sign = CleanText(label=_("How can we see it?"), max_length=LINE, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ModelChoiceField)
        who.queryset = people

    def clean_when(self) -> Any:
        """A day a calendar knows."""
        day = self.cleaned_data["when"]
        if day is not None and day > clock.LAST_DAY:
            raise forms.ValidationError(_("Choose an earlier day."), code="late")
        return day


class ReviewForm(forms.Form):
    """What the unit decided when it looked at the plan."""

    note = CleanText(label=_("What did we decide?"), rows=2, max_length=1000, required=False)
