"""The effect report, laid out: pictures, their tables, and sentences that promise no more than the figures do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from haandgreb.confidentiality.figures import Nearly, Rate
from haandgreb.learning import effect_chart, effect_words
from haandgreb.learning.effect_chart import Stage
from haandgreb.learning.models import CheckIn, TransferBarrier
from haandgreb.learning.queries.effect_report import Answers, Report, Share
from haandgreb.learning.research_content import notes
from haandgreb.shared.charts import Figure, Table, distribution

Words = str | Promise


def page_of(found: Report) -> dict[str, Any]:
    """The whole report."""
    return {
        "report": found,
        "notes": notes(),
        "flow": _flow(found),
        "flow_says": _flow_says(found),
        "talk": _talk(found),
        "measures": _measures(found),
        "levels": _levels(found),
        "brakes": [(TransferBarrier.Kind(kind).label, people) for kind, people in found.brakes],
        "barriers": _barriers(found),
        "courses": [(line, rate_words(line.used)) for line in found.courses],
    }


def rate_words(found: Rate) -> str:
    """A rate in words: "14 of 16 (88 %)", "about 70 %", "nearly all"."""
    if found.is_counted:
        return share_words(Share(found.part, found.whole))
    if found.nearly is Nearly.ALL:
        return _("nearly all")
    if found.nearly is Nearly.NONE:
        return _("hardly any")
    return _("about %(percent)d %%") % {"percent": found.percent}


def share_words(share: Share | None) -> str:
    """ "9 of 15 (60 %)"; where there are too few, that."""
    if share is None or not share.whole:
        return _("fewer than five")
    facts = {"part": share.part, "whole": share.whole, "percent": share.percent}
    return _("%(part)d of %(whole)d (%(percent)d %%)") % facts


STAGES: tuple[tuple[str, Words], ...] = (
    ("learned", gettext_lazy("Learned something")),
    ("used", gettext_lazy("Used it at work")),
    ("seen", gettext_lazy("Others see it")),
    ("part", gettext_lazy("Part of practice")),
)


def _flow(found: Report) -> Figure | None:
    taken = found.counts("flow_taken")
    if taken is None:
        return None
    stages = [_stage(_("Took part"), taken[0], 0, 0)]
    for key, name in STAGES:
        counts = found.counts(f"flow_{key}")
        if counts is not None:
            stages.append(_stage(str(name), *counts))
    table = Table(
        (_("Step"), _("Yes"), pgettext("rung", "No"), _("Not told")),
        [(one.name, one.yes, one.no, one.silent) for one in stages],
    )
    return Figure(effect_chart.flow(stages), table)


def _stage(name: str, yes: int, no: int, silent: int) -> Stage:
    facts = {"name": name, "yes": yes, "no": no, "silent": silent}
    words = _("%(name)s: %(yes)d yes, %(no)d no, %(silent)d not told") % facts
    return Stage(name, yes, no, silent, words)


def _flow_says(found: Report) -> str:
    taken, used, part = found.counts("flow_taken"), found.counts("flow_used"), found.counts("flow_part")
    if taken is None or used is None or part is None:
        return ""
    facts = {"taken": taken[0], "used": used[0], "part": part[0]}
    used_words = _("Of %(taken)d people %(used)d have used it at work after 45 days or more.") % facts
    part_words = ngettext(
        "For %(part)d of them it is part of practice.", "For %(part)d of them it is part of practice.", part[0]
    )
    return f"{used_words} {part_words % facts}"


def _talk(found: Report) -> dict[str, Any] | None:
    """Use with and without a talk before, as counts side by side; None where either has too few."""
    with_talk, without = found.share("with_talk"), found.share("without_talk")
    if with_talk is None or without is None:
        return None
    return {"with": with_talk, "without": without}


@dataclass(frozen=True)
class Measure:
    """One line of what to watch: how many of how many, by when, told by whom."""

    name: str
    says: str
    when: str
    source: str


def _measures(found: Report) -> list[Measure]:
    """The measures of transfer.md 10, each with n of N and its time."""
    use = found.counts("first_use")
    first_use = Share(use[0], sum(use)) if use is not None else None
    learner, act = str(CheckIn.Source.LEARNER.label), _("recorded acts")
    lines = [
        Measure(_("Talk before the course"), share_words(found.share("talk")), _("before the first day"), act),
        Measure(_("Used at work within seven days"), share_words(first_use), _after(7), learner),
        Measure(_("The manager asked within fourteen days"), share_words(found.share("asked")), _after(14), act),
        Measure(_("Status told after 45 days"), share_words(found.share("status45")), _after(45), learner),
        Measure(_("Status told after 90 days"), share_words(found.share("status90")), _after(90), learner),
        Measure(_("Floating courses"), share_words(found.floating), _("today"), _("the catalogue")),
    ]
    if found.results is not None:
        name = _("Results with a changed practice in use")
        lines.append(Measure(name, share_words(found.results), _("today"), _("the impact map")))
    return lines


@dataclass(frozen=True)
class Level:
    """One level of the ladder: question, picture where enough answered, words, when and by whom."""

    name: str
    question: str
    picture: Any
    says: str
    when: str
    source: str


def _levels(found: Report) -> list[Level]:
    learner = str(CheckIn.Source.LEARNER.label)
    uses = [str(label) for label in CheckIn.Use.labels]
    results = [str(word) for word in effect_words.RESULTS]
    useful = [str(word) for word in effect_words.USEFUL]
    end, pointing = _("at the end"), _("Which result can you point to?")
    how_useful, how_much = _("How useful was it for your tasks?"), _("How much have you used it?")
    return [
        _level(
            pgettext("level", "Reaction"),
            how_useful,
            found.answers("useful"),
            useful,
            3,
            end,
            learner,
        ),
        _learned(found, end, learner),
        *(
            _level(pgettext("level", "Use"), how_much, found.answers(f"use{day}"), uses, high, _after(day), learner)
            for day, high in ((7, 1), (45, 2), (90, 2))
        ),
        _second(found),
        _level(pgettext("level", "Result"), pointing, found.answers("result"), results, 2, _after(90), learner),
        _contribution(found, learner),
    ]


def _after(day: int) -> str:
    return ngettext("%(day)d day after", "%(day)d days after", day) % {"day": day}


def _level(
    name: str, question: str, answers: Answers | None, words: Sequence[str], high: int, when: str, source: str
) -> Level:
    """A level with a scale: the picture from ten answers on, else only how many answered high."""
    if answers is None:
        return Level(name, question, None, _("fewer than five"), when, source)
    picture = distribution(answers.counts, words, small=True) if answers.is_spread else None
    share = answers.at_least(high)
    says = _("“%(word)s” or more: %(share)s") % {"word": words[high], "share": share_words(share)}
    return Level(name, question, picture, _with_silent(says, answers), when, source)


def _with_silent(says: str, answers: Answers) -> str:
    facts = {"says": says, "answered": answers.answered, "asked": answers.asked}
    return _("%(says)s · %(answered)d of %(asked)d answered") % facts


def _learned(found: Report, when: str, source: str) -> Level:
    name, question = pgettext("level", "Learning"), _("What was my level before, and what is it now?")
    answers = found.answers("learned")
    if answers is None:
        return Level(name, question, None, _("fewer than five"), when, source)
    says = _("higher now: %(share)s") % {"share": share_words(Share(answers.counts[0], answers.answered))}
    return Level(name, question, None, _with_silent(says, answers), when, source)


def _second(found: Report) -> Level:
    name, question = _("Use, seen by others"), _("Is it used several times or more?")
    source = _("manager or colleague")
    answers = found.answers("second")
    if answers is None:
        return Level(name, question, None, _("fewer than five"), _after(45), source)
    says = _("yes: %(share)s") % {"share": share_words(Share(answers.counts[0], answers.answered))}
    return Level(name, question, None, _with_silent(says, answers), _after(45), source)


def _contribution(found: Report, source: str) -> Level:
    name, question = pgettext("level", "Contribution"), _("Did the course contribute to the result?")
    answers = found.answers("contribution")
    if answers is None:
        return Level(name, question, None, _("fewer than five"), _after(90), source)
    facts = {
        "word": CheckIn.Contribution.PROBABLY.label,
        "share": share_words(Share(answers.counts[0], answers.answered)),
    }
    says = _("%(word)s: %(share)s") % facts
    return Level(name, question, None, _with_silent(says, answers), _after(90), source)


def _barriers(found: Report) -> dict[str, int | None] | None:
    counts, age = found.counts("barriers"), found.counts("barrier_age")
    if counts is None:
        return None
    standing, removed, accepted = counts
    return {"open": standing, "removed": removed, "accepted": accepted, "age": age[0] if age else None}
