"""How the plan of an enrolment begins: with the situation, and with what her development goal says already."""

from __future__ import annotations

from haandgreb.learning.models import Enrolment, TransferPlan

LINKS = ("learning_goal", "practice", "result")


def begin_plan(enrolment: Enrolment) -> TransferPlan:
    """
    A plan with the situation and the words of the goal it serves, hers alone; call in a transaction.

    One that was written in since keeps what it says.
    """
    facts = {"changed_at": enrolment.made_at, "changed_by": enrolment.person}
    plan = TransferPlan.objects.get_or_create(enrolment=enrolment, defaults=facts)[0]
    if plan.version > 1:
        return plan
    plan.situation = enrolment.need
    goal = enrolment.development_goal
    if goal is not None and goal.person_id == enrolment.person_id:
        plan.goal, plan.changed_practice = goal.title, goal.changed_practice
        plan.sign, plan.sign_where = goal.sign[:400], goal.sign_where
        for name in LINKS:
            setattr(plan, name, getattr(goal, name))
    plan.save()
    return plan
