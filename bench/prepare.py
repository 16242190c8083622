"""Makes what there is to measure, inside Django; prints one line of JSON with the addresses.

With `skills`: only what counting the gap needs, and how long that takes. With `learning_phases`: the same for the daily
work with the acts before and after courses. With `learning_completions`: a completion for everybody.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Set Django up, then make everything, or what was asked for."""
    django.setup()
    from bench import inside, learning_completions, learning_phases, skills

    alone = {
        "skills": skills,
        "learning_phases": learning_phases,
        "learning_completions": learning_completions,
    }
    asked = next((module for name, module in alone.items() if name in sys.argv), None)
    if asked is not None:
        asked.fill()
        print(json.dumps(asked.measure()))
    else:
        print(json.dumps(inside.make()))


if __name__ == "__main__":
    main()
