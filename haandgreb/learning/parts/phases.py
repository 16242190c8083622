"""The acts before – during – after, their days, what stands in the way."""
