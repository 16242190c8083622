"""Rules of dialogues: no Django, no database."""
