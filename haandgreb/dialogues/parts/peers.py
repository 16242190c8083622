"""Colleagues who prepare each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import pairs

    return pairs(person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """The colleague she is put together with, until they have talked; one line for each colleague."""
    from haandgreb.dialogues.queries import peers

    told = set()
    for pair in peers.waiting(person):
        other = pair.asked if pair.asker_id == person.pk else pair.asker
        if other.pk in told:
            continue
        told.add(other.pk)
        text = _("Ask each other three questions: %(name)s and you") % {"name": other}
        url = reverse("dialogues:peers")
        about = str(pair.round.kind)
        yield Waiting(text, url, about=about, due_on=pair.round.talks_from, tone="before", label=_("Look"))


def home_sections(person: Any, today: date) -> Sequence[Section]:
    """Her colleague, and for who may put colleagues together a way there; nothing for everybody else."""
    from haandgreb.dialogues.queries import peers

    pairs, rounds = peers.mine(person), peers.rounds_to_pair(person, today)
    if not pairs and not rounds:
        return ()
    context = {"pairs": pairs, "rounds": rounds, "person": person}
    return (Section("dialogues/peers/_home.html", context, order=20),)


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """On the person's own dialogue: the colleague she prepares with."""
    from haandgreb.dialogues.queries import peers

    if dialogue.person_id != person.pk or dialogue.round_id is None or dialogue.is_held():
        return None
    pairs = list(peers.mine_rows(person).filter(round=dialogue.round_id))
    return Section("dialogues/peers/_section.html", {"pairs": pairs, "person": person}, order=12) if pairs else None


def load_demo(demo: Demo) -> None:
    """Pairs in two units of the demo workplace, with what some of them said."""
    from haandgreb.dialogues.demo.peers import load

    load(demo)
