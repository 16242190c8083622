"""A small workplace, as it stands in the database and as a list says it, for tests of what saving would do."""

from __future__ import annotations

from datetime import date, timedelta

from haandgreb.organisation.importing.plans import Change, FieldValue
from haandgreb.organisation.importing.state import CurrentEngagement, CurrentManager, CurrentPerson, CurrentUnit, State
from haandgreb.organisation.tests.import_helpers import TODAY, own_format

D = date
LONG_AGO = D(2020, 1, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

HUSET = CurrentUnit("u1", "U", "Huset", "", "", LONG_AGO, None)
KOEKKEN = CurrentUnit("u2", "A", "Køkken", "", "u1", LONG_AGO, None)
AASE = CurrentPerson("p1", "P1", "Åse", "Ærø", "aase@example.dk", "aase")
BO = CurrentPerson("p2", "P2", "Bo", "Berg", "bo@example.dk", "bo")
AASES = CurrentEngagement("e1", "E1", "p1", "u2", LONG_AGO, None, job_title="Kok")
BOS = CurrentEngagement("e2", "E2", "p2", "u2", LONG_AGO, None, job_title="Tjener")
LEADER = CurrentManager("m1", "u2", "p1", LONG_AGO, None)
STATE = State((HUSET, KOEKKEN), (AASE, BO), (AASES, BOS), (LEADER,))

U = "U;;Huset;;2020-01-01;\nA;U;Køkken;;2020-01-01;\n"
P = "P1;Åse;Ærø;aase@example.dk;aase\nP2;Bo;Berg;bo@example.dk;bo\n"
E1 = "E1;P1;A;;Kok;;1;2020-01-01;\n"
E2 = "E2;P2;A;;Tjener;;1;2020-01-01;\n"
M = "A;P1;2020-01-01;\n"
WHOLE = own_format(U, P, E1 + E2, M)

Short = tuple[str, str, str, dict[str, FieldValue]]


def short(changes: tuple[Change, ...] | list[Change]) -> list[Short]:
    """What a change is in a test: kind, what, which row, and the values."""
    return [(change.kind, change.what, change.ref, dict(change.values)) for change in changes]
