"""Better at the core task by learning in everyday work."""

__version__ = "0.1.0"
