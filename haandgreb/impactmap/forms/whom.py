"""Whom it holds for: some units, the whole workplace, or oneself alone. One form part for three kinds of cards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.impactmap.forms.fields import SeveralField, units_of_today
from haandgreb.impactmap.permissions import may_hold_for
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock

UNITS, EVERYBODY, ME = "units", "everybody", "me"
SHARED = [(UNITS, _("certain units")), (EVERYBODY, _("the whole workplace"))]


class WhomForm(forms.Form):
    """
    `by` writes it; `through` are paths of units she may write for besides her own, as she may change what it hangs on
    ("" is the whole workplace).
    """

    for_whom = forms.ChoiceField(
        label=_("Whom does it hold for?"),
        choices=[*SHARED, (ME, _("only me – nobody else can see it"))],
        widget=forms.RadioSelect,
    )
    units = SeveralField(
        label=_("Which units?"),
        help_text=_("Hold Ctrl to choose several. A unit counts with all that is below it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        by: Person,
        today: date | None = None,
        through: Collection[str] = (),
        person: Person | None = None,
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today, self.through, self.is_new = by, today or clock.today(), tuple(through), is_new
        units = self.fields["units"]
        assert isinstance(units, SeveralField)
        units.offer(units_of_today())
        units.widget.attrs["size"] = 7
        if not is_new:
            # What is hers alone stays hers, and what others see is not taken away from them.
            field = self.fields["for_whom"]
            assert isinstance(field, forms.ChoiceField)
            if person is not None:
                del self.fields["for_whom"], self.fields["units"]
            else:
                field.choices = SHARED

    def clean(self) -> dict[str, Any]:
        """Units where units are meant, and such as she may write for."""
        facts = super().clean() or {}
        whom = facts.get("for_whom")
        if whom == UNITS and not facts.get("units") and "units" not in self.errors:
            self.add_error("units", _("Choose at least one unit."))
        elif whom in (UNITS, EVERYBODY) and "units" not in self.errors:
            facts["units"] = facts.get("units", []) if whom == UNITS else []
            if not self._may_choose(facts["units"]):
                self.add_error("for_whom" if whom == EVERYBODY else "units", self._refusal(whom))
        elif whom == ME:
            facts["units"] = []
        return facts

    def _may_choose(self, units: list[Unit]) -> bool:
        """What it holds for already may stay, whoever changes the rest; each unit that is added is one of hers."""
        held = set() if self.is_new else set(self.initial.get("units", ()))
        if not self.is_new and set(units) == held:
            return True
        if not units:
            return "" in self.through or may_hold_for(self.by, [], self.today)
        added = [unit for unit in units if unit not in held and not unit.path.startswith(self.through)]
        return not added or may_hold_for(self.by, added, self.today)

    def _refusal(self, whom: str) -> Any:
        if whom == EVERYBODY:
            return _("What holds for the whole workplace is written by its managers and HR. Choose units, or yourself.")
        return _("For these units, their managers and HR write. Choose a unit you lead, or yourself alone.")

    @property
    def person(self) -> Person | None:
        """The person it belongs to, where it is hers alone."""
        return self.by if self.cleaned_data.get("for_whom") == ME else None
