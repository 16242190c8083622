"""Pages: HTTP in, one action or query, HTML out."""
