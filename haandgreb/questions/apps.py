from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import Capability, MenuItem

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person


class QuestionsConfig(Capability):
    name = "haandgreb.questions"
    label = "questions"
    url_prefix = "questions"

    def menu(self, person: Person) -> Sequence[MenuItem]:
        """Those who may change the questions find them in the menu; others through what they answer."""
        from haandgreb.questions.permissions import may_change_questions

        if not may_change_questions(person):
            return ()
        return (MenuItem(_("Questions"), reverse("questions:list"), "list", group="coordination", order=85),)

    def personal_data(self, person: Person) -> dict[str, Any]:
        """Named and confidential sheets. Anonymous answers cannot be found again: nobody knows whose they are."""
        from haandgreb.questions.models import Answer

        rows = Answer.objects.filter(sheet__person=person).select_related("sheet__question_set")
        return {
            "answers": [
                {
                    "set": row.sheet.question_set.key,
                    "question": row.question,
                    "answer": row.step or row.number or row.choices or row.text,
                    "answered_at": row.sheet.answered_at,
                }
                for row in rows
            ]
        }

    def remove_demo(self) -> None:
        """What somebody in the demo has put into people's mouths: the questions are Håndgreb's own again."""
        from haandgreb.questions import actions

        actions.drop_own_wordings()

    def forget(self, person: Person) -> None:
        from haandgreb.questions.models import AnswerSheet

        AnswerSheet.objects.filter(person=person).delete()
