"""Better at the core task by learning in everyday work."""

__version__ = "0.2.0"
