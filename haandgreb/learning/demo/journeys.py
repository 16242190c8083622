"""The demo's learning journeys: letters that can be retold in Tilskud, and one that is being planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haandgreb.learning import journeys_content
from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.demo.enrolments import at
from haandgreb.learning.models import Journey, JourneyAct, JourneyPart, JourneyStep
from haandgreb.learning.rules import journey as rules
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.twolang import Text

BEGUN, MADE = -24, -40
# Who takes part, the moment that matters to each, and her buddy.
TAKING_PART = {
    "P13": ("Når jeg skal skrive mit første delvise afslag alene", "P10"),
    "P12": ("Når jeg begrunder et fradrag i tilskuddet", "P11"),
    "P11": ("Når reglen er klar, men følelsen er en anden", "P12"),
    "P14": ("Når nogen ringer dagen efter", "P09"),
    "P09": ("Når sagen har været hos mig længe", "P14"),
    "P10": ("Når jeg læser andres breve", "P13"),
}
INVITED = ("P16",)
FIRST_NOTES = {
    "P13": "Jeg skrev om fra »jf. § 4« til »Vi lagde vægt på«. Foreningen ringede ikke.",
    "P14": "Det tog ti minutter længere, og brevet blev kortere.",
}


def load(demo: Demo) -> None:
    """Leave the journeys by their key ("letters") in demo.things["journeys"]."""
    letters = _journey(demo, "letters", "P07", practice="C01", activity="A13", begun=BEGUN)
    ask = _journey(demo, "ask", "P71", practice="C18", activity="A04")
    demo.things["journeys"] = {"letters": letters, "ask": ask}
    parts = {key: _part(demo, letters, key) for key in (*TAKING_PART, *INVITED)}
    JourneyPart.objects.bulk_create(parts.values())
    for act in _acts(demo, parts):
        act.save(force_insert=True)


def find(demo: Demo) -> None:
    """The journeys that are still there."""
    keys = {same_id("journey", key): key for key in journeys_content.patterns()}
    demo.things["journeys"] = {keys[pk]: one for pk, one in Journey.objects.in_bulk(list(keys)).items()}


def remove() -> None:
    """All of them: in a demo all of it is the demo's."""
    Journey.objects.all().delete()


def _journey(demo: Demo, key: str, owner: str, *, practice: str, activity: str, begun: int | None = None) -> Journey:
    pattern = journeys_content.patterns()[key]
    texts = {name: Text.of(pattern.row[name]).da for name in journeys_content.TEXTS}
    made = Journey.objects.create(
        id=same_id("journey", key),
        **texts,
        title_en=Text.of(pattern.row["title"]).en,
        weeks=pattern.row["weeks"],
        practice=demo.things["practices"][practice],
        activity=demo.things["activities"][activity],
        owner=demo.people[owner],
        starts_on=None if begun is None else rules.first_monday(demo.day(begun)),
        state=Journey.State.DRAFT if begun is None else Journey.State.RUNNING,
        made_at=at(demo.day(MADE)),
        is_demo=True,
    )
    for number, row in enumerate(pattern.row["step"]):
        facts: dict[str, Any] = {name: row[name] for name in ("week", "day", "kind", "minutes")}
        facts |= {name: Text.of(row[name]).da for name in ("title", "evidence") if name in row}
        JourneyStep.objects.create(
            id=same_id("journey-step", key, number), journey=made, who=row.get("who", "learner"), **facts
        )
    return made


def _part(demo: Demo, journey: Journey, key: str) -> JourneyPart:
    part = JourneyPart(id=same_id("journey-part", "letters", key), journey=journey, person=demo.people[key])
    if key in TAKING_PART:
        part.moment, buddy = TAKING_PART[key]
        part.state, part.buddy = JourneyPart.State.JOINED, demo.people[buddy]
        part.joined_on = demo.day(BEGUN - 7)
        part.manager, part.manager_yes_on = demo.people["P07"], demo.day(BEGUN - 4)
    return part


def _acts(demo: Demo, parts: dict[str, JourneyPart]) -> Iterator[JourneyAct]:
    """Everything until yesterday is done, but one act that was skipped and one that waits."""
    for key, part in parts.items():
        for number, step in enumerate(part.journey.steps.all() if key in TAKING_PART else ()):
            assert part.journey.starts_on is not None
            day = rules.day_of(part.journey.starts_on, rules.Planned(step.week, step.day, step.kind))
            act = JourneyAct(id=same_id("journey-act", key, number), part=part, step=step, due_on=next_working_day(day))
            if act.due_on < demo.today:
                _end(act, key)
            yield act


def _end(act: JourneyAct, key: str) -> None:
    if act.step.who == JourneyStep.Who.MANAGER and key == "P12":
        return  # the manager still owes her one
    act.ended_on, act.ended_by = act.due_on, act.part.person
    if act.step.who == JourneyStep.Who.MANAGER:
        act.ended_by = act.part.manager
    if key == "P11" and act.step.kind == JourneyStep.Kind.FEEDBACK and act.step.who == JourneyStep.Who.COLLEAGUE:
        act.state, act.why_skipped = JourneyAct.State.SKIPPED, "Makkeren havde ferie"
        return
    act.state, act.minutes = JourneyAct.State.DONE, act.step.minutes
    if act.step.kind == JourneyStep.Kind.APPLY and act.step.week == 2 and key in FIRST_NOTES:
        act.note, act.shared = FIRST_NOTES[key], key == "P13"
        act.shared_with = act.part.manager if act.shared else None
