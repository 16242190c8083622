"""Reading backwards, in both languages: because we can, we do, so that we see, and the goal comes closer."""

from uuid import UUID

import pytest
from django.utils import translation

from haandgreb.impactmap.queries.cards import Card
from haandgreb.impactmap.queries.reading import in_the_middle, sentence

KINDS = ("goal", "result", "practice", "learning")


def read(language, *titles):
    cards = [Card(kind, UUID(int=0), title, "/") for kind, title in zip(KINDS, titles, strict=True)]
    with translation.override(language):
        return str(sentence(cards))


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (
            (
                "Afgørelser, der forstås og holder",
                "Færre ringer om brevet",
                "Vi skriver vægtningen først",
                "Jeg kan begrunde et skøn.",
            ),
            "Fordi jeg kan begrunde et skøn, skriver vi vægtningen først, så vi ser: færre ringer om brevet, "
            "og kommer nærmere: afgørelser, der forstås og holder.",
        ),
        (
            ("Svar til tiden", "Kortere sagsbehandlingstid", "Stikprøve efter risiko", "Risikovurdering"),
            "Fordi vi lærer: risikovurdering, gør vi sådan: stikprøve efter risiko, "
            "så vi ser: kortere sagsbehandlingstid, og kommer nærmere: svar til tiden.",
        ),
    ],
)
def test_in_danish(titles, said):
    assert read("da", *titles) == said


def test_in_english():
    titles = ("Decisions that hold", "Fewer calls", "We write what weighed first", "I can give reasons")

    assert read("en", *titles) == (
        "Because I can give reasons, we write what weighed first, so that we see: fewer calls, "
        "and come closer to: decisions that hold."
    )


@pytest.mark.parametrize(
    ("title", "then"),
    [("Færre ringer.", "færre ringer"), ("AI med omtanke", "AI med omtanke"), ("I can", "I can"), ("", "")],
)
def test_a_title_in_the_middle_of_a_sentence(title, then):
    assert in_the_middle(title) == then
