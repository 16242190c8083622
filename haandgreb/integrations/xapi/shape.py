"""
Whether a statement is one, by the rules of xAPI 1.0.3 (Part Two, 2.2 and 2.4) and 2.0.0 (IEEE 9274.1.1). Plain Python.

Strict about what a record store must refuse: null values, unknown properties, strings for numbers, more or fewer than
one identifier of a person, values without their format. What stands in extensions is nobody's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haandgreb.integrations.xapi.values import (
    MBOX,
    SHA1,
    SHA2,
    VERSION,
    Check,
    NotAStatement,
    each_of,
    is_count,
    is_duration,
    is_extensions,
    is_iri,
    is_language,
    is_language_map,
    is_list_of,
    is_moment,
    is_number,
    is_object,
    is_text,
    is_truth,
    is_uuid,
    matching,
    needs,
)

VOIDED = "http://adlnet.gov/expapi/verbs/voided"

STATEMENT = frozenset(
    ("id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments")
)
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_AGENT = frozenset(("objectType", "name", *_IDENTIFIERS))
_DEFINITION = frozenset(
    (
        "name", "description", "type", "moreInfo", "interactionType", "correctResponsesPattern", "extensions",
        "choices", "scale", "source", "target", "steps",
    )
)  # fmt: skip
_INTERACTIONS = frozenset(
    (
        "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric",
        "other",
    )
)  # fmt: skip
_CONTEXT = frozenset(
    (
        "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
        "extensions",
    )
)  # fmt: skip
_NEW_CONTEXT = frozenset(("contextAgents", "contextGroups"))
_ATTACHMENT = frozenset(("usageType", "display", "description", "contentType", "length", "sha2", "fileUrl"))


def check(statement: Any, *, is_version_2: bool) -> None:
    """Raises NotAStatement where the statement is none."""
    one = is_object(statement, "statement", STATEMENT)
    for name in ("actor", "verb", "object"):
        if name not in one:
            raise NotAStatement(f"{name} is missing")
    each_of(
        one,
        "",
        {
            "id": is_uuid,
            "actor": _is_actor,
            "verb": _is_verb,
            "object": lambda value, at: _is_target(value, at, is_version_2=is_version_2),
            "result": _is_result,
            "timestamp": is_moment,
            "stored": is_moment,
            "authority": _is_authority,
            "version": matching(VERSION, "version"),
            "attachments": _is_attachments,
        },
    )
    if "context" in one:
        _is_context(one["context"], "context", kind=_kind(one["object"]), is_version_2=is_version_2)
    if one["verb"]["id"] == VOIDED and _kind(one["object"]) != "StatementRef":
        raise NotAStatement("object of a voiding statement is no StatementRef")


def _kind(target: Mapping[str, Any]) -> str:
    return str(target.get("objectType", "Activity"))


def _is_account(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("homePage", "name")))
    needs(one, at, "homePage", "name")
    each_of(one, at, {"homePage": is_iri, "name": is_text})
    if not one["name"]:
        raise NotAStatement(f"{at}.name is empty")


_BY_IDENTIFIER: dict[str, Check] = {
    "mbox": matching(MBOX, "mailto address"),
    "mbox_sha1sum": matching(SHA1, "SHA-1 sum"),
    "openid": is_iri,
    "account": _is_account,
}


def _is_agent(value: Any, at: str) -> None:
    one = is_object(value, at, _AGENT)
    if one.get("objectType", "Agent") != "Agent":
        raise NotAStatement(f"{at} is no Agent")
    each_of(one, at, {"name": is_text, **_BY_IDENTIFIER})
    if sum(name in one for name in _IDENTIFIERS) != 1:
        raise NotAStatement(f"{at} has not exactly one identifier")


def _is_group(value: Any, at: str) -> None:
    one = is_object(value, at, _AGENT | {"member"})
    if one.get("objectType") != "Group":
        raise NotAStatement(f"{at} is no Group")
    each_of(one, at, {"name": is_text, **_BY_IDENTIFIER})
    identifiers = sum(name in one for name in _IDENTIFIERS)
    if identifiers > 1 or (identifiers == 0 and not one.get("member")):
        raise NotAStatement(f"{at} has neither one identifier nor members")
    if "member" in one:
        is_list_of(_is_agent)(one["member"], f"{at}.member")


def _is_actor(value: Any, at: str) -> None:
    is_group = isinstance(value, dict) and (value.get("objectType") == "Group" or "member" in value)
    (_is_group if is_group else _is_agent)(value, at)


def _is_authority(value: Any, at: str) -> None:
    _is_actor(value, at)
    if value.get("objectType") == "Group" and (len(value.get("member", ())) != 2 or _is_identified(value)):
        raise NotAStatement(f"{at} is no Agent and no group of two")


def _is_identified(group: Mapping[str, Any]) -> bool:
    return any(name in group for name in _IDENTIFIERS)


def _is_verb(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("id", "display")))
    needs(one, at, "id")
    each_of(one, at, {"id": is_iri, "display": is_language_map})


def _is_activity(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("objectType", "id", "definition")))
    if one.get("objectType", "Activity") != "Activity":
        raise NotAStatement(f"{at} is no Activity")
    needs(one, at, "id")
    each_of(one, at, {"id": is_iri, "definition": _is_definition})


def _is_component(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("id", "description")))
    needs(one, at, "id")
    each_of(one, at, {"id": is_text, "description": is_language_map})


def _is_definition(value: Any, at: str) -> None:
    one = is_object(value, at, _DEFINITION)
    components = dict.fromkeys(("choices", "scale", "source", "target", "steps"), is_list_of(_is_component))
    each_of(
        one,
        at,
        {
            "name": is_language_map,
            "description": is_language_map,
            "type": is_iri,
            "moreInfo": is_iri,
            "correctResponsesPattern": is_list_of(is_text),
            "extensions": is_extensions,
            **components,
        },
    )
    if "interactionType" in one:
        is_text(one["interactionType"], f"{at}.interactionType")
        if one["interactionType"] not in _INTERACTIONS:
            raise NotAStatement(f"{at}.interactionType is none of those there are")


def _is_reference(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("objectType", "id")))
    if one.get("objectType") != "StatementRef":
        raise NotAStatement(f"{at} is no StatementRef")
    needs(one, at, "id")
    is_uuid(one["id"], f"{at}.id")


_SUBSTATEMENT = STATEMENT - {"id", "stored", "version", "authority"} | {"objectType"}


def _is_substatement(value: Any, at: str, *, is_version_2: bool) -> None:
    one = is_object(value, at, _SUBSTATEMENT)
    if isinstance(one.get("object"), dict) and one["object"].get("objectType") == "SubStatement":
        raise NotAStatement(f"{at} holds another SubStatement")
    check({name: inside for name, inside in one.items() if name != "objectType"}, is_version_2=is_version_2)


def _is_target(value: Any, at: str, *, is_version_2: bool) -> None:
    kind = _kind(value) if isinstance(value, dict) else "Activity"
    if kind == "SubStatement":
        _is_substatement(value, at, is_version_2=is_version_2)
        return
    checks: dict[str, Check] = {
        "Activity": _is_activity,
        "Agent": _is_agent,
        "Group": _is_group,
        "StatementRef": _is_reference,
    }
    if kind not in checks:
        raise NotAStatement(f"{at}.objectType is none of those there are")
    checks[kind](value, at)


def _is_score(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("scaled", "raw", "min", "max")))
    for name, number in one.items():
        is_number(number, f"{at}.{name}")
    if not -1 <= one.get("scaled", 0) <= 1:
        raise NotAStatement(f"{at}.scaled is not between -1 and 1")
    least, most = one.get("min", float("-inf")), one.get("max", float("inf"))
    if ("min" in one and "max" in one and least >= most) or not least <= one.get("raw", least) <= most:
        raise NotAStatement(f"{at} does not hold together")


def _is_result(value: Any, at: str) -> None:
    names = ("score", "success", "completion", "response", "duration", "extensions")
    one = is_object(value, at, frozenset(names))
    checks: dict[str, Check] = {"score": _is_score, "success": is_truth, "completion": is_truth}
    checks |= {"response": is_text, "duration": is_duration, "extensions": is_extensions}
    each_of(one, at, checks)


def _is_context_activities(value: Any, at: str) -> None:
    one = is_object(value, at, frozenset(("parent", "grouping", "category", "other")))
    for name, inside in one.items():
        is_list_of(_is_activity)(inside if isinstance(inside, list) else [inside], f"{at}.{name}")


def _taking_part(kind: str, name: str, is_right: Check) -> Check:
    """One who stands in contextAgents or contextGroups (2.0)."""

    def check_one(value: Any, at: str) -> None:
        one = is_object(value, at, frozenset(("objectType", name, "relevantTypes")))
        if one.get("objectType") != kind:
            raise NotAStatement(f"{at} is no {kind}")
        needs(one, at, name)
        each_of(one, at, {name: is_right, "relevantTypes": is_list_of(is_iri)})
        if one.get("relevantTypes") == []:
            raise NotAStatement(f"{at}.relevantTypes is empty")

    return check_one


def _is_context(value: Any, at: str, *, kind: str, is_version_2: bool) -> None:
    one = is_object(value, at, _CONTEXT | _NEW_CONTEXT if is_version_2 else _CONTEXT)
    checks: dict[str, Check] = {
        "registration": is_uuid,
        "instructor": _is_actor,
        "team": _is_group,
        "contextActivities": _is_context_activities,
        "revision": is_text,
        "platform": is_text,
        "language": is_language,
        "statement": _is_reference,
        "extensions": is_extensions,
        "contextAgents": is_list_of(_taking_part("contextAgent", "agent", _is_agent)),
        "contextGroups": is_list_of(_taking_part("contextGroup", "group", _is_group)),
    }
    each_of(one, at, checks)
    if kind != "Activity" and not {"revision", "platform"}.isdisjoint(one):
        raise NotAStatement(f"{at} has a revision or platform, and the object is no Activity")


def _is_attachments(value: Any, at: str) -> None:
    is_list_of(_is_attachment)(value, at)


def _is_attachment(value: Any, at: str) -> None:
    one = is_object(value, at, _ATTACHMENT)
    needs(one, at, "usageType", "display", "contentType", "length", "sha2")
    checks: dict[str, Check] = {"usageType": is_iri, "display": is_language_map, "description": is_language_map}
    checks |= {"contentType": is_text, "length": is_count, "sha2": matching(SHA2, "SHA-2 sum")}
    each_of(one, at, checks | {"fileUrl": is_iri})
    if "fileUrl" not in one:
        raise NotAStatement(f"{at} has no fileUrl: the attachment itself is not taken here")
