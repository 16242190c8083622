"""Two ways to use a page: with a pointer, and with the keyboard alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

FURTHEST = 220  # steps of the Tab key before somebody has given up


class Pointer:
    """Somebody who points, on a phone or with a mouse."""

    def press(self, target: Any) -> None:
        """A link, a button or a summary."""
        target.first.click()

    def write(self, target: Any, text: str) -> None:
        """Text into a field, instead of what stands there."""
        target.first.fill(text)

    def set_moment(self, target: Any, moment: datetime) -> None:
        """A day and a clock time."""
        target.first.fill(moment.strftime("%Y-%m-%dT%H:%M"))

    def tick(self, target: Any, on: bool = True) -> None:
        """A box: ticked, or not."""
        target.first.set_checked(on)


class Keys:
    """Somebody who never touches the mouse: Tab to get there, Enter and space to act."""

    def reach(self, target: Any) -> Any:
        """Tab until the target has the focus, and see that it is where one looks."""
        page, wanted = target.page, target.first.element_handle()
        for _step in range(FURTHEST):
            if wanted.evaluate("element => element === document.activeElement"):
                assert wanted.evaluate("element => element.matches(':focus-visible')"), (
                    f"{target}: the focus is not seen"
                )
                return page.keyboard
            page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")

    def press(self, target: Any) -> None:
        """A link, a button or a summary."""
        self.reach(target).press("Enter")

    def write(self, target: Any, text: str) -> None:
        """Text into a field, instead of what stands there."""
        keys = self.reach(target)
        keys.press("Control+a")
        keys.type(text)

    def set_moment(self, target: Any, moment: datetime) -> None:
        """A day and a clock time, part by part as Chromium's field asks for them in American English."""
        keys = self.reach(target)
        keys.type(moment.strftime("%m%d%Y"))
        keys.press("ArrowRight")
        keys.type(moment.strftime("%I%M%p")[:5])

    def tick(self, target: Any, on: bool = True) -> None:
        """A box: ticked, or not."""
        keys = self.reach(target)
        if target.first.is_checked() is not on:
            keys.press("Space")
