"""The real settings, with the bare view beside and a counter of queries for requests that ask for it."""

from haandgreb.site.settings import *  # noqa: F403 - the same settings are meant
from haandgreb.site.settings import INSTALLED_APPS as REAL_APPS
from haandgreb.site.settings import MIDDLEWARE as REAL_MIDDLEWARE

INSTALLED_APPS = [*REAL_APPS, "bench.bare"]
MIDDLEWARE = ["bench.counting.count_queries", *REAL_MIDDLEWARE]
WSGI_APPLICATION = "bench.wsgi.application"
