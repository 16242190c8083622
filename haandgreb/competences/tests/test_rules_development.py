"""What a development goal lacks before it can be agreed, and what would make it better."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules.development import Goal, Help, Hint, Missing, Step, hints, missing, next_status

AT_WORK = Step(at_work=True, has_day=True)
WHOLE = Goal(
    title="Skrive et afslag, som foreningen kan gengive",
    hangs_on_strategy=True,
    practice="Når jeg giver delvist afslag, skriver jeg vægtningen først",
    sign="Makkeren kan gengive brevet",
    sign_where="self",
    why="Jeg vil gerne forstås",
    path=(AT_WORK,),
    support=(Help(is_whole=True),),
    follow_ups=1,
)


def test_a_whole_goal_lacks_nothing_and_gets_no_hint():
    assert (missing(WHOLE), hints(WHOLE)) == ([], [])


def test_an_empty_one_lacks_everything_but_what_follows_from_a_path():
    assert missing(Goal()) == [what for what in Missing if what is not Missing.AT_WORK]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "  "}, [Missing.TITLE]),
        ({"hangs_on_strategy": False}, [Missing.LINK]),
        ({"hangs_on_strategy": False, "local_task": "Kantinen"}, []),
        ({"practice": ""}, [Missing.PRACTICE]),
        ({"sign": ""}, [Missing.SIGN]),
        ({"path": ()}, [Missing.PATH]),
        ({"path": (Step(), Step(has_day=True))}, [Missing.AT_WORK]),
        ({"path": (Step(), AT_WORK)}, []),
        ({"support": (Help(),)}, [Missing.SUPPORT]),
        ({"support": (Help(), Help(is_whole=True))}, []),
        ({"follow_ups": 0}, [Missing.FOLLOW_UP]),
        ({"sign_where": "", "why": "", "active": 9}, []),
    ],
)
def test_what_is_missing(change, expected):
    assert missing(replace(WHOLE, **change)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "Kursus i forvaltningsret"}, [Hint.A_COURSE]),
        ({"title": "Take a course in law"}, [Hint.A_COURSE]),
        ({"title": "Jeg vil kunne lukke et forsøg"}, [Hint.TWICE]),
        ({"title": "Atter skrive klart"}, []),
        ({"hangs_on_strategy": False, "local_task": "Kantinen"}, [Hint.ANCHORED]),
        ({"practice": "Skriver bedre"}, [Hint.CONCRETE]),
        ({"sign_where": ""}, [Hint.SIGN_WHERE]),
        ({"sign_where": "figures"}, [Hint.INFLUENCE]),
        ({"why": ""}, [Hint.MEANINGFUL]),
        ({"path": (Step(at_work=True),)}, [Hint.DATES]),
        ({"active": 3}, []),
        ({"active": 4}, [Hint.TOO_MANY]),
    ],
)
def test_hints(change, expected):
    assert hints(replace(WHOLE, **change)) == expected


@pytest.mark.parametrize(
    ("status", "leads_to"),
    [("not_begun", "trying"), ("trying", "using"), ("using", "part"), ("part", ""), ("replaced", "")],
)
def test_one_press_leads_one_step_on(status, leads_to):
    assert next_status(status) == leads_to


steps = st.lists(st.builds(Step, st.booleans(), st.booleans()), max_size=3).map(tuple)
texts = st.sampled_from(["", "  ", "Skrive et brev, der forstås"])
goals = st.builds(
    Goal,
    title=texts,
    hangs_on_strategy=st.booleans(),
    local_task=texts,
    practice=texts,
    sign=texts,
    sign_where=st.sampled_from(["", "self", "user", "figures"]),
    why=texts,
    path=steps,
    support=st.lists(st.builds(Help, st.booleans()), max_size=2).map(tuple),
    follow_ups=st.integers(0, 2),
    active=st.integers(1, 6),
)


@given(goals, st.sampled_from(["title", "local_task", "practice", "sign"]))
def test_writing_more_never_makes_more_missing(goal, field):
    assert set(missing(replace(goal, **{field: "Noget, der står der"}))) <= set(missing(goal))


@given(goals)
def test_an_agreement_needs_all_of_it_and_hints_change_nothing(goal):
    whole = replace(goal, title="t", local_task="l", practice="p", sign="s", path=(AT_WORK, *goal.path))
    assert set(missing(replace(whole, support=WHOLE.support, follow_ups=1))) == set()
    assert missing(replace(goal, why="", sign_where="figures", active=9)) == missing(goal)


@given(goals)
def test_nothing_is_told_twice(goal):
    assert len(set(missing(goal))) == len(missing(goal))
    assert len(set(hints(goal))) == len(hints(goal))
