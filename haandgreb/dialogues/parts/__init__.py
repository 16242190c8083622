"""
The parts of dialogues: what each adds to the passport and to the page of one dialogue.

Besides the passport's functions a part may have `section(dialogue, person, today) -> Section | None`, its piece of the
page of one dialogue, and `home_sections(person, today)`, its pieces of the page of all.
"""

from haandgreb.shared.parted import Parts

# In the order of the wheel, the works council last as it counts what the others have made.
NAMES = ("rounds", "preparation", "peers", "booking", "talk", "agreement", "group", "council", "keeping")
PARTS = Parts(__name__, NAMES)
