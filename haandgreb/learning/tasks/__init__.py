"""Work that is left to the worker."""
