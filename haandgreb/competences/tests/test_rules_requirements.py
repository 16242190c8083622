"""What several roles ask for together."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules.requirements import Asked, Merge, Wanted, asked_by_all, put_together

ONE_GOAL, OTHER_GOAL = UUID(int=1), UUID(int=2)
asked = st.builds(
    Asked,
    level=st.integers(1, 5),
    importance=st.integers(1, 3),
    goals=st.frozensets(st.sampled_from([ONE_GOAL, OTHER_GOAL])),
)
roles = st.lists(st.dictionaries(st.sampled_from("abcd"), asked))


def test_the_higher_level_the_higher_importance_and_both_goals():
    manager = {"feedback": Asked(4, 1, frozenset([ONE_GOAL])), "law": Asked(2, 2)}
    lawyer = {"feedback": Asked(3, 3, frozenset([OTHER_GOAL]))}

    assert asked_by_all([manager, lawyer]) == {
        "feedback": Asked(4, 3, frozenset([ONE_GOAL, OTHER_GOAL])),
        "law": Asked(2, 2),
    }


@given(roles, st.dictionaries(st.sampled_from("abcd"), asked))
def test_one_more_role_never_asks_for_less(some, more):
    before, after = asked_by_all(some), asked_by_all([*some, more])

    for competence, asked in before.items():
        assert after[competence].level >= asked.level
        assert after[competence].importance >= asked.importance
        assert after[competence].goals >= asked.goals


@given(roles, st.randoms())
def test_the_order_of_the_roles_makes_no_difference(some, chance):
    mixed = [*some]
    chance.shuffle(mixed)

    assert asked_by_all(mixed) == asked_by_all(some)


@given(roles)
def test_having_a_role_twice_asks_for_no_more(some):
    assert asked_by_all([*some, *some]) == asked_by_all(some)


wanted = st.builds(Wanted, level=st.integers(1, 5), importance=st.integers(1, 3), is_common=st.booleans())
tables = st.dictionaries(st.sampled_from("abcd"), wanted)
LOW, MIDDLE, TOP = (Wanted(level, 2, False) for level in (1, 3, 5))


@pytest.mark.parametrize(
    ("was", "mine", "theirs", "table", "clashes"),
    [
        ({"a": LOW, "b": LOW}, {"a": TOP, "b": LOW}, {"a": LOW, "b": MIDDLE}, {"a": TOP, "b": MIDDLE}, ""),
        ({}, {"a": LOW}, {"b": LOW}, {"a": LOW, "b": LOW}, ""),
        ({"a": LOW}, {}, {"a": LOW}, {}, ""),
        ({"a": LOW}, {"a": LOW}, {}, {}, ""),
        ({"a": LOW}, {"a": TOP}, {"a": TOP}, {"a": TOP}, ""),
        ({"a": LOW}, {"a": TOP}, {"a": MIDDLE}, {"a": TOP}, "a"),
        ({"a": LOW}, {}, {"a": MIDDLE}, {}, "a"),
        ({"a": LOW}, {"a": TOP}, {}, {"a": TOP}, "a"),
        ({}, {"a": LOW}, {"a": TOP}, {"a": LOW}, "a"),
    ],
    ids=[
        "different rows",
        "each a new one",
        "taken out by me",
        "taken out by them",
        "the same",
        "both changed it",
        "taken out by me, changed by them",
        "changed by me, taken out by them",
        "both added it",
    ],
)
def test_two_tables_are_put_together_row_by_row(was, mine, theirs, table, clashes):
    assert put_together(was, mine, theirs) == Merge(table, frozenset(clashes))


@given(tables, tables)
def test_what_only_one_changed_stands_as_she_wanted_it(was, hers):
    assert put_together(was, hers, was) == Merge(hers, frozenset())
    assert put_together(was, was, hers) == Merge(hers, frozenset())


@given(tables, tables, tables)
def test_both_see_the_same_rows_as_clashes(was, mine, theirs):
    assert put_together(was, mine, theirs).clashes == put_together(was, theirs, mine).clashes
