"""The rules of a statement, one by one: what is one, what is none, and what makes two of them the same."""

import copy
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.integrations.xapi.meaning import fingerprint, meant
from haandgreb.integrations.xapi.shape import VOIDED, check
from haandgreb.integrations.xapi.values import NotAStatement, is_too_deep, moment
from haandgreb.shared import clock

ID = "12345678-1234-4678-8234-567812345678"
ACCOUNT: dict[str, Any] = {"homePage": "https://campus.example", "name": "mr"}
SIMPLE: dict[str, Any] = {
    "actor": {"account": ACCOUNT},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
    "object": {"id": "https://campus.example/kurser/K-7"},
}
FULL: dict[str, Any] = {
    "id": ID,
    "actor": {"objectType": "Agent", "name": "Mads", "mbox": "mailto:mads@example.dk"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-US": "completed"}},
    "object": {
        "objectType": "Activity",
        "id": "https://campus.example/kurser/K-7",
        "definition": {
            "name": {"da": "Svær samtale", "en": "Difficult talk"},
            "description": {"da": "To timer"},
            "type": "http://adlnet.gov/expapi/activities/course",
            "interactionType": "choice",
            "correctResponsesPattern": ["a"],
            "choices": [{"id": "a", "description": {"da": "Ja"}}],
            "extensions": {"https://campus.example/x": {"any": [None, {"thing": 1}]}},
        },
    },
    "result": {
        "score": {"scaled": 0.9, "raw": 9, "min": 0, "max": 10},
        "success": True,
        "completion": True,
        "response": "a",
        "duration": "PT1H30M2.5S",
        "extensions": {},
    },
    "context": {
        "registration": ID,
        "instructor": {"mbox": "mailto:underviser@example.dk"},
        "team": {"objectType": "Group", "member": [{"mbox": "mailto:a@example.dk"}, {"openid": "https://b.example"}]},
        "contextActivities": {
            "parent": {"id": "https://campus.example/p"},
            "other": [{"id": "https://campus.example/o"}],
        },
        "revision": "2",
        "platform": "Campus",
        "language": "da-DK",
        "statement": {"objectType": "StatementRef", "id": ID},
        "extensions": {},
    },
    "timestamp": "2026-11-20T10:00:00.123+01:00",
    "stored": "2026-11-20T09:00:01Z",
    "authority": {"account": ACCOUNT},
    "version": "1.0.3",
    "attachments": [
        {
            "usageType": "https://campus.example/bevis",
            "display": {"da": "Bevis"},
            "contentType": "application/pdf",
            "length": 27,
            "sha2": "a" * 64,
            "fileUrl": "https://campus.example/bevis.pdf",
        }
    ],
}
VOIDING: dict[str, Any] = {**SIMPLE, "verb": {"id": VOIDED}, "object": {"objectType": "StatementRef", "id": ID}}
SUB: dict[str, Any] = {**SIMPLE, "object": {"objectType": "SubStatement", **SIMPLE}}
ABOUT_SOMEBODY = {**SIMPLE, "object": {"objectType": "Agent", "mbox": "mailto:a@example.dk"}}


def changed(path, value, base=None):
    made = copy.deepcopy(FULL if base is None else base)
    at = made
    *way, last = path.split(".")
    for step in way:
        at = at[int(step) if step.isdecimal() else step]
    if value is GONE:
        del at[last]
    else:
        at[last] = value
    return made


GONE = object()


@pytest.mark.parametrize("statement", [SIMPLE, FULL, VOIDING, SUB, ABOUT_SOMEBODY])
@pytest.mark.parametrize("is_version_2", [False, True])
def test_these_are_statements(statement, is_version_2):
    check(statement, is_version_2=is_version_2)


WRONG = {
    "actor": GONE,
    "verb": GONE,
    "object": GONE,
    "id": "not-an-id",
    "actor.name": None,
    "actor.extra": "x",
    "actor.mbox": "mads@example.dk",
    "actor.account": ACCOUNT,
    "actor.objectType": "agent",
    "verb.id": "completed",
    "verb.display": "completed",
    "verb.display.not a tag": "x",
    "object.id": "K-7",
    "object.objectType": "Course",
    "object.definition.name": {"da": 1},
    "object.definition.interactionType": "guess",
    "object.definition.extensions": {"no-scheme": 1},
    "object.definition.choices": {"id": "a"},
    "result.score.scaled": 1.1,
    "result.score.raw": "9",
    "result.score.max": 5,
    "result.success": "true",
    "result.completion": 1,
    "result.duration": "1 hour",
    "result.response": 7,
    "context.registration": "1",
    "context.language": "dansk sprog",
    "context.team": {"mbox": "mailto:a@example.dk"},
    "context.contextActivities": {"child": {"id": "https://x.example"}},
    "context.statement": {"id": ID},
    "context.contextAgents": [],
    "timestamp": "20 November",
    "version": "0.9",
    "attachments": {},
    "attachments.0.length": "27",
    "attachments.0.sha2": "no sum",
    "attachments.0.fileUrl": GONE,
    "authority": {"objectType": "Group", "member": [{"openid": "https://b.example"}]},
    "Actor": SIMPLE["actor"],
}


@pytest.mark.parametrize("path", WRONG)
def test_these_are_none(path):
    with pytest.raises(NotAStatement):
        check(changed(path, WRONG[path]), is_version_2=False)


@pytest.mark.parametrize(
    "statement",
    [
        None,
        [],
        "text",
        {**VOIDING, "object": {"id": "https://campus.example/x"}},
        {**SIMPLE, "actor": {"objectType": "Group"}},
        {**SIMPLE, "actor": {"objectType": "Group", "member": [{"objectType": "Group", "member": []}]}},
        {**SUB, "object": {**SUB["object"], "object": SUB["object"]}},
        {**ABOUT_SOMEBODY, "context": {"platform": "Campus"}},
    ],
)
def test_neither_are_these(statement):
    with pytest.raises(NotAStatement):
        check(statement, is_version_2=True)


def test_version_2_knows_more_people_in_the_context():
    agent = {"objectType": "contextAgent", "agent": {"account": ACCOUNT}, "relevantTypes": ["https://x.example/coach"]}
    statement = changed("context.contextAgents", [agent])

    check(statement, is_version_2=True)
    with pytest.raises(NotAStatement):
        check(statement, is_version_2=False)
    with pytest.raises(NotAStatement):
        check(changed("context.contextAgents", [{**agent, "relevantTypes": []}]), is_version_2=True)


def test_what_is_wrong_never_quotes_what_was_sent():
    with pytest.raises(NotAStatement) as trouble:
        check(changed("actor.mbox", "0101901234"), is_version_2=False)

    assert str(trouble.value) == "actor.mbox is no mailto address"


SAME = {
    "id": GONE,
    "stored": GONE,
    "authority": {"mbox": "mailto:another@example.dk"},
    "version": "1.0.0",
    "verb.display": {"da": "gennemførte"},
    "object.definition": GONE,
    "object.objectType": GONE,
    "actor.objectType": GONE,
    "actor.mbox": "mailto:mads@EXAMPLE.dk",
    "context.contextActivities.parent": [{"id": "https://campus.example/p", "definition": {"name": {"da": "P"}}}],
    "context.team.member": list(reversed(FULL["context"]["team"]["member"])),
}
OTHER = {
    "actor.mbox": "mailto:maja@example.dk",
    "object.id": "https://campus.example/kurser/K-8",
    "verb.id": "http://adlnet.gov/expapi/verbs/passed",
    "result.duration": "PT90M2.5S",
    "result.success": False,
    "context.platform": "Andet",
}


@pytest.mark.parametrize("path", SAME)
def test_these_differences_do_not_count(path):
    assert fingerprint(changed(path, SAME[path])) == fingerprint(FULL)


@pytest.mark.parametrize("path", OTHER)
def test_these_differences_do(path):
    assert fingerprint(changed(path, OTHER[path])) != fingerprint(FULL)


TODAY = date(2026, 11, 22)


def tells(statement):
    return meant(statement, line=0, today=TODAY, local=clock.local_day).told


def test_a_completion_is_told_with_its_person_course_and_day():
    told = tells(FULL)

    assert (told.person, told.title, told.completed_on) == ("mads@example.dk", "Svær samtale", date(2026, 11, 20))
    assert told.courses == ("https://campus.example/kurser/k-7", "k-7", "svær samtale")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("verb.id", "http://adlnet.gov/expapi/verbs/failed"),
        ("verb.id", "http://adlnet.gov/expapi/verbs/attempted"),
        ("result.success", False),
        ("result.completion", False),
        ("actor", {"objectType": "Group", "mbox": "mailto:alle@example.dk"}),
        ("actor", {"account": {"homePage": "https://campus.example", "name": "010190-1234"}}),
    ],
)
def test_what_tells_of_no_completion_of_one_person(path, value):
    assert tells(changed(path, value)) is None


@pytest.mark.parametrize(
    ("timestamp", "day"),
    [
        ("2026-11-19T23:30:00Z", date(2026, 11, 20)),
        ("2026-10-25T00:30:00+02:00", date(2026, 10, 25)),
        ("2030-01-01T00:00:00Z", TODAY),
        (None, TODAY),
    ],
)
def test_the_day_is_danish_and_never_ahead(timestamp, day):
    statement = changed("timestamp", timestamp if timestamp else GONE)

    assert tells(statement).completed_on == day


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-11-20T10:00:00Z", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20T10:00:00.5+0100", datetime(2026, 11, 20, 9, 0, 0, 500000, tzinfo=UTC)),
        ("2026-11-20T10:00", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20T10:00:00+01", datetime(2026, 11, 20, 9, tzinfo=UTC)),
    ],
)
def test_timestamps(text, means):
    assert moment(text) == means


@pytest.mark.parametrize(
    "text", ["2026-13-01T00:00:00Z", "2026-11-20", "2026-11-20T25:00:00Z", "2026-11-20T10:00:00-00:00"]
)
def test_no_timestamps(text):
    with pytest.raises(NotAStatement):
        check(changed("timestamp", text), is_version_2=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)
PATHS = [path for path in (*WRONG, *SAME, *OTHER) if path != "Actor"]


@given(st.sampled_from(PATHS), JSON)
def test_whatever_is_sent_is_a_statement_or_told_to_be_none(path, value):
    """Never anything else; and what is one can be understood and compared."""
    statement = changed(path, value)
    try:
        check(statement, is_version_2=True)
    except NotAStatement:
        return
    meant(statement, line=0, today=TODAY, local=clock.local_day)


def test_depth_is_counted():
    deep = []
    for _ in range(25):
        deep = [deep]

    assert (is_too_deep(deep), is_too_deep(FULL)) == (True, False)
