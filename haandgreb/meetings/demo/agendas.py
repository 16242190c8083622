"""The agendas: as the case tells them, else the usual one of the series, scaled to its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from haandgreb.meetings import library
from haandgreb.meetings.demo.loading import Held, Loading, Row, danish, during, same_id
from haandgreb.meetings.models import AgendaItem, ItemNeed, Meeting, ParkedPoint

LEFT_OUT = 0.18
"""So often nobody wrote what an item was for."""


@dataclass(frozen=True)
class Piece:
    """An item of a usual agenda; `share` is its part of the time, in whatever unit the agenda counts."""

    title: str
    kind: str
    purpose: str
    is_score: bool
    share: int


def load(loading: Loading) -> None:
    """Lay every agenda: three statements."""
    told = {(agenda["series"], agenda["at"]): agenda for agenda in loading.content["agenda"]}
    items: list[AgendaItem] = []
    needs: list[ItemNeed] = []
    for key, agenda in told.items():
        made = [_told_item(loading, loading.meetings[key], place, row) for place, row in enumerate(agenda["item"], 1)]
        items += made
        needs += _needs(loading, agenda, made)
    for held in loading.held:
        if (held.row["id"], held.at) not in told:
            dice = loading.demo.chance(f"agenda-{held.row['id']}-{held.at}")
            items += _usual_items(held, _usual_pieces(loading, held.row), dice)
    AgendaItem.objects.bulk_create(items)
    ItemNeed.objects.bulk_create(needs)
    ParkedPoint.objects.bulk_create(
        ParkedPoint(meeting=loading.meetings[key], text=danish(text), parked_at=during(loading.meetings[key], 60))
        for key, agenda in told.items()
        for text in agenda.get("parked", ())
    )


def _told_item(loading: Loading, meeting: Meeting, place: int, row: Row) -> AgendaItem:
    return AgendaItem(
        id=same_id(meeting.pk, "item", place),
        meeting=meeting,
        position=place,
        title=danish(row["title"]),
        kind=row["kind"],
        purpose=danish(row.get("outcome")),
        owner=loading.person(row["owner"]),
        minutes=row["minutes"],
        preparation=danish(row.get("preparation")),
        preparation_minutes=row.get("preparation_minutes", 0),
        used_seconds=row.get("used", 0) * 60,
        is_done="used" in row,
        is_score=row.get("score", False),
    )


def _needs(loading: Loading, agenda: Row, items: list[AgendaItem]) -> list[ItemNeed]:
    """Where an item is for some only, the others may leave."""
    found = []
    for item, told in zip(items, agenda["item"], strict=True):
        if told.get("only"):
            item.everyone_needed = False
            found += [ItemNeed(item=item, person=loading.demo.people[key]) for key in told["only"]]
    return found


def _usual_pieces(loading: Loading, row: Row) -> list[Piece]:
    for usual in loading.content["usual"]:
        if row["id"] in usual["series"]:
            return [
                Piece(danish(item["title"]), item["kind"], danish(item.get("outcome")), False, item["share"])
                for item in usual["items"]
            ]
    template = library.template(row["template"])
    assert template is not None
    return [Piece(item.title.da, item.kind, item.outcome.da, item.is_score, item.minutes) for item in template.items]


def _usual_items(held: Held, pieces: list[Piece], dice: Random) -> list[AgendaItem]:
    """The pieces in the length of the meeting; each took its part of the time, and some were left without purpose."""
    length = held.row["minutes"]
    used = length - held.facts["late"] + held.facts["over"]
    whole = sum(piece.share for piece in pieces)
    items, so_far, end = [], 0, 0
    for place, piece in enumerate(pieces, 1):
        begin, so_far = end, so_far + piece.share
        end = max(round(length * so_far / whole), begin + 1)
        items.append(
            AgendaItem(
                id=same_id(held.meeting.pk, "item", place),
                meeting=held.meeting,
                position=place,
                title=piece.title,
                kind=piece.kind,
                purpose=piece.purpose if piece.is_score or dice.random() > LEFT_OUT else "",
                owner=held.meeting.chair,
                minutes=end - begin,
                used_seconds=round((end - begin) * 60 * used / length),
                is_done=True,
                is_score=piece.is_score,
            )
        )
    return items
