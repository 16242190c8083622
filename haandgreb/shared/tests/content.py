"""What every content file has to live up to, for the tests of the capabilities that own one."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Content = dict[str, Any]


def load(path: Path) -> Content:
    """The file as TOML; raises when it is not valid."""
    with path.open("rb") as file:
        return tomllib.load(file)


def two_language_texts(data: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that speaks Danish or English, with the place where it stands."""
    if isinstance(data, dict):
        if {"da", "en"} & data.keys():
            yield place, data
        for key, value in data.items():
            yield from two_language_texts(value, f"{place}.{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from two_language_texts(value, f"{place}[{number}]")


def flaws(data: Content) -> list[str]:
    """What is wrong with the words: a missing language, foreign quotation marks, shouting, stray spaces."""
    found = []
    for place, text in two_language_texts(data):
        if text.keys() != {"da", "en"}:
            found.append(f"{place}: must hold da and en and nothing else")
            continue
        danish, english = text["da"], text["en"]
        if not danish.strip() or not english.strip():
            found.append(f"{place}: one language is empty")
        if re.search(r"[\"“”„«]\w|[“”]|\"", danish):
            found.append(f"{place}: Danish quotation marks are »…«")
        if re.search(r"[»«\"]", english):
            found.append(f"{place}: English quotation marks are “…”")
        if "!" in danish + english:
            found.append(f"{place}: no exclamation marks")
        if re.search(r"\s{2}|^\s|\s$", danish + "|" + english):
            found.append(f"{place}: stray spaces")
    return found
