"""The dialogues of the demo workplace, a module for each part."""
