"""What the person who runs the server can do from a terminal; `haandgreb.site.cli` says it in words."""
