"""Hints at a question somebody writes herself: one that can be answered with yes or no, one that asks "why" (AN-3)."""

from __future__ import annotations

import re
from enum import Enum


class Hint(Enum):
    """What is worth a thought; nothing is ever refused for it."""

    CLOSED = "closed"  # can be answered with yes or no
    WHY = "why"  # easily sounds as if one had to defend oneself


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A question that begins with its verb can be answered with yes or no, in Danish as in English.
_DANISH_VERBS = _words(
    "er var har havde kan kunne vil ville skal skulle må måtte bør burde tør turde gider gad behøver behøvede "
    "bliver blev får fik går gik kommer kom gør gjorde giver gav tager tog ser står stod synes syntes tror troede "
    "mener mente føler følte oplever oplevede tænker tænkte ved vidste kender kendte husker huskede ønsker ønskede "
    "savner savnede mangler manglede bruger brugte lærer lærte trives trivedes passer passede hjælper hjalp "
    "fungerer fungerede virker virkede glæder lykkes lykkedes forstår forstod finder fandt hænger siger sagde "
    "arbejder arbejdede ligger lå sker skete lader lod foretrækker"
)
_ENGLISH_VERBS = _words(
    "is are was were am be do does did have has had can could will would shall should may might must need dare "
    "isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't"
)
_FILLERS = _words("og men så altså nå hør ja nej okay ok and but so well now then or eller")
_OPEN = _words(
    "hvad hvordan hvem hvis hvilken hvilket hvilke hvor hvorhen hvornår hvortil hvormed hvorvidt hvorfor hv "
    "what how who whom whose which when where why"
)
_WHY = re.compile(r"\b(hvorfor|why|how come|hvordan kan det være)\b", re.IGNORECASE)
# Asked as a question, meant as an invitation to tell.
_INVITATION = re.compile(
    r"^(kan|kunne|vil|ville|tør) (du|i) (ikke )?(godt |måske |prøve at |lige )*(fortælle|beskrive|sætte ord på|give et"
    r" eksempel|sige mere|uddybe|vise)\b"
    r"|^(can|could|will|would) you (please )?(tell|describe|explain|give an example|say more|show)\b",
    re.IGNORECASE,
)
# A statement with a question mark, or one that asks to be agreed with.
_SUBJECTS = _words("du i jeg vi han hun de det den der dette you it they he she we there this that")
_TAG = re.compile(
    r",\s*(ikke|ikke også|ikke sandt|vel|gør du|er du|har du|right|isn't it|don't you|aren't you|okay|ok)\s*\?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(hvis|når|da|dengang|if|when|once)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")


def hints(question: str) -> list[Hint]:
    """What is worth a thought about the question, in Danish or English; nothing for what is no question."""
    text = " ".join(question.replace("’", "'").split())
    found = []
    if _is_closed(text):
        found.append(Hint.CLOSED)
    if _WHY.search(text):
        found.append(Hint.WHY)
    return found


def _is_closed(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    while words and words[0] in _FILLERS and len(words) > 1:
        words = words[1:]
    if not words or _INVITATION.match(" ".join(words)):
        return False
    if _TAG.search(text):
        return True
    if _CONDITION.match(text):  # "When you …, what do you do?" is decided by what comes after the comma
        _before, comma, after = text.partition(",")
        return bool(comma) and _begins_closed([word.casefold() for word in _WORD.findall(after)])
    if words[0] in _SUBJECTS:
        return text.endswith("?") and not any(word in _OPEN for word in words)
    return _begins_closed(words)


def _begins_closed(words: list[str]) -> bool:
    first = words[0] if words else ""
    return first in _DANISH_VERBS or first in _ENGLISH_VERBS


def lines_of(text: str) -> list[str]:
    """The questions of a text, one a line, without empty lines and list marks."""
    lines = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return [line for line in lines if line]
