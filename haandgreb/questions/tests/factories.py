"""Small question sets for tests."""

from django.utils import timezone

from haandgreb.questions.models import QuestionSet

LABELS = [
    {"da": "slet ikke", "en": "not at all"},
    {"da": "i ringe grad", "en": "to a low degree"},
    {"da": "delvist", "en": "partly"},
    {"da": "i høj grad", "en": "to a high degree"},
    {"da": "helt og fuldt", "en": "fully"},
]
ASK = {"da": "Fik du svar på dit spørgsmål?", "en": "Was your question answered?"}


def a_question(key, kind, **facts):
    """One question of a kind; facts that are None are left out."""
    entry = {"key": key, "kind": kind, "ask": ASK, "short": {"da": "Fik svar", "en": "Was answered"}, **facts}
    return {name: value for name, value in entry.items() if value is not None}


def one_of_each_kind():
    options = [
        {"key": "visit", "label": {"da": "Besøg", "en": "Visit"}},
        {"key": "swap", "label": {"da": "Bytte", "en": "Swap"}},
    ]
    return [
        a_question("V-1", "scale-1-5", labels=LABELS),
        a_question("V-2", "yes-partly-no"),
        a_question("V-3", "choice", options=options),
        a_question("V-4", "several", options=options),
        a_question("V-5", "number", smallest=0, largest=40),
        a_question("V-6", "short-text"),
        a_question("V-7", "long-text"),
    ]


def a_body(questions=None, version=1):
    return {
        "key": "after-the-visit",
        "version": version,
        "title": {"da": "Efter besøget", "en": "After the visit"},
        "intro": {"da": "Tre minutter.", "en": "Three minutes."},
        "section": [{"question": one_of_each_kind() if questions is None else questions}],
    }


def a_set(questions=None, version=1, **facts):
    """A published set in use."""
    facts = {"origin": "content", "is_current": True, "published_at": timezone.now(), **facts}
    body = a_body(questions, version)
    return QuestionSet.objects.create(key=body["key"], version=version, body=body, **facts)
