"""Development dialogues: MUS, GRUS, LUS, and what a workplace adds."""
