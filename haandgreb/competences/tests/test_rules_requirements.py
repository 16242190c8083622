"""What several roles ask for together."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules.requirements import Asked, asked_by_all

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
