"""Forms of dialogues."""
