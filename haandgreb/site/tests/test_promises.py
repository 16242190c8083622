"""Promises that belong to the whole site, one test each."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

import haandgreb
from haandgreb.organisation.models import Person
from haandgreb.shared.passport import Capability, capabilities

PACKAGE = Path(haandgreb.__file__).parent
ROOT = PACKAGE.parent
# The map, lowest first; a capability may point at itself and at what stands before it.
HEIGHT = [
    "shared",
    "organisation",
    "confidentiality",
    "followups",
    "questions",
    "strategy",
    "competences",
    "impactmap",
    "learning",
    "dialogues",
    "meetings",
    "toolbox",
    "xapi",
    "ical",
    "site",
]
NAMESPACES = {"calendar": "ical"}
OUR_LABELS = {config.label for config in capabilities()}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OUR_LABELS]


def url_names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            yield from url_names(entry, prefix + namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            yield prefix + entry.name


def access_rows() -> set[str]:
    """The url names in every table called ACCESS in the tests of all capabilities."""
    rows: set[str] = set()
    for module in pkgutil.walk_packages([str(PACKAGE)], "haandgreb."):
        if ".tests.test_" in module.name:
            rows |= set(getattr(importlib.import_module(module.name), "ACCESS", {}))
    return rows


def test_every_page_states_who_may_see_it():
    missing = sorted(set(url_names(get_resolver())) - access_rows())

    assert missing == []


def test_every_address_is_named_so_that_it_can_be_listed():
    def unnamed(resolver: URLResolver) -> list[str]:
        found: list[str] = []
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found += unnamed(entry)
            elif not entry.name:
                found.append(str(entry.pattern))
        return found

    assert unnamed(get_resolver()) == []


def test_every_model_has_its_row_in_the_glossary():
    words = set(re.findall(r"^\| `([A-Za-z]+)` \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M))

    assert sorted(model.__name__ for model in our_models() if model.__name__ not in words) == []


def height(label: str) -> int:
    return HEIGHT.index(label)


def test_foreign_keys_point_down_the_map():
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is not None
        and not isinstance(field.related_model, str)
        and field.related_model._meta.app_label in OUR_LABELS
        and height(field.related_model._meta.app_label) > height(model._meta.app_label)
    ]

    assert upwards == []


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("templates/**/*.html"))


def label_of(path: Path) -> str:
    folder = path.relative_to(PACKAGE).parts
    return folder[1] if folder[0] == "integrations" else folder[0]


# Addresses without a namespace belong to the whole house: sign-in, home, language, the honest page.
HOUSE = {"organisation", "site"}


def test_links_and_includes_in_templates_point_down_the_map():
    link = re.compile(r"{%\s*url\s+['\"](?:([a-z_]+):)?[a-z_]+['\"]")
    part = re.compile(r"{%\s*(?:include|extends)\s+['\"]([a-z_]+)/")
    upwards = []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        named = {NAMESPACES.get(name, name) for name in [*link.findall(text), *part.findall(text)] if name}
        upwards += [
            f"{path.relative_to(PACKAGE)} → {name}"
            for name in sorted(named)
            if name in HEIGHT and height(name) > height(label_of(path))
        ]

    assert upwards == []


def test_no_template_has_inline_script_or_style_or_trusts_text():
    forbidden = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|\|\s*safe\b|autoescape off|javascript:")
    found = [
        f"{path.relative_to(PACKAGE)}: {match.group(0).strip()}"
        for path in templates()
        for match in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_nothing_we_serve_loads_from_another_host():
    outside = re.compile(r"""(?:src|href|action)=["']https?://|url\(["']?https?://|@import""")
    files = [*templates(), *PACKAGE.rglob("static/**/*.css"), *PACKAGE.rglob("static/**/*.js")]

    assert [str(path) for path in files if outside.search(path.read_text(encoding="utf-8"))] == []


def holds_people(config: Capability) -> bool:
    return any(
        field.related_model is Person
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField) and field.name not in {"changed_by", "moved_by"}
    )


@pytest.mark.parametrize("config", capabilities(), ids=lambda config: config.label)
def test_a_capability_that_holds_personal_data_can_hand_it_over(config: Capability):
    hands_over = type(config).personal_data is not Capability.personal_data

    assert hands_over or not holds_people(config)


def test_pages_are_private_to_their_capability():
    borrowed = re.compile(r"from haandgreb\.([a-z_.]+?)\.(views|urls|root_urls)(?:\.[a-z_]+)? import")
    found = []
    for path in PACKAGE.rglob("*.py"):
        own = ".".join(path.relative_to(PACKAGE).parts[:-1])
        if "tests" in path.parts:
            continue
        for owner, page in borrowed.findall(path.read_text(encoding="utf-8")):
            if not own.startswith(owner):
                found.append(f"{path.relative_to(PACKAGE)} → {owner}.{page}")

    assert found == []


def test_every_package_has_its_half_page():
    packages = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists() and path.name != "site"]

    assert sorted(path.name for path in packages if not (path / "README.md").exists()) == []


def test_ids_that_people_meet_are_random():
    own_numbers = {"AuditEntry", "Throttle", "Once"}
    named = {
        model.__name__
        for model in our_models()
        if isinstance(model._meta.pk, models.AutoField) and model.__name__ not in own_numbers
    }

    # Rows nobody addresses from outside: they are reached through the thing they belong to.
    assert named <= {
        "UnitPeriod", "ColumnMapping", "Move", "Digest", "Membership", "Attendance", "ItemNeed", "CheckVoter",
        "Role_units", "GoalResult", "ResultPractice", "ProfileTitle", "EngagementProfile", "LevelStep",
        "PracticeLearning", "LearningActivity", "DevelopmentGoalVersion", "UnitGap", "UnitAsked", "FewHolders",
        "ActivityPractice",
        "UnitVulnerability", "WorkshopPerson", "WorkshopStep", "WorkshopMark", "WorkshopVerdict", "WorkshopOutcome",
    }  # fmt: skip
