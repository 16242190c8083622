"""Forms about kinds of dialogue, and a talk begun outside a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.dialogues.models import Kind
from haandgreb.dialogues.queries.kinds import Partner
from haandgreb.organisation.fields import NameField
from haandgreb.shared.twolang import Text

MOST_RADIOS = 5


class KindForm(forms.Form):
    """What a kind is called, how long it takes, and which questions and guide it has."""

    title = NameField(label=_("What is it called?"))
    title_en = NameField(label=_("In English"), required=False)
    words = CleanText(label=_("One line: what it is for"), max_length=400, required=False)
    words_en = CleanText(label=_("The same in English"), max_length=400, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=480)
    preparation = forms.ChoiceField(label=_("Questions to prepare by"), required=False)
    guide = forms.ChoiceField(label=_("Guide during the talk"), required=False)
    is_used = forms.BooleanField(label=_("We use it"), required=False)

    def __init__(
        self,
        *args: Any,
        preparations: Sequence[tuple[str, Any]],
        guides: Sequence[tuple[str, Any]],
        is_group: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_group:
            del self.fields["preparation"], self.fields["guide"]
            return
        for name, choices in (("preparation", preparations), ("guide", guides)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("none")), *choices]


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own class takes no argument when it runs
    """One kind, told with what it is for."""

    def label_from_instance(self, obj: Any) -> str:
        """The title, the minutes and the one line."""
        minutes = gettext("%(n)d minutes") % {"n": obj.minutes}
        words = str(Text(obj.words, obj.words_en))
        return f"{obj} ({minutes}). {words}" if words else f"{obj} ({minutes})"


class NewTalkForm(forms.Form):
    """Which kind, with whom."""

    kind = KindField(Kind.objects.none(), label=_("Which talk?"), empty_label=None, widget=forms.RadioSelect)
    partner = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, partner = self.fields["kind"], self.fields["partner"]
        assert isinstance(kind, forms.ModelChoiceField)
        assert isinstance(partner, forms.ChoiceField)
        kind.queryset = Kind.objects.filter(is_used=True, is_group=False)
        self.partners = {one.key: one for one in partners}
        if len(partners) > MOST_RADIOS:
            partner.widget = forms.Select()
        partner.choices = [(one.key, one.words) for one in partners]

    def clean_partner(self) -> Partner:
        """The other, and who is whose manager."""
        return self.partners[self.cleaned_data["partner"]]
