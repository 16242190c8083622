"""Settings of the tests: the real ones, on whichever database DATABASE_URL names."""

from haandgreb.site.settings import *  # noqa: F403 - the same settings are meant

PASSWORD_HASHERS = ["haandgreb.site.tests.hashing.QuickArgon2"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Tests need no collected files; the browser tests run the real server, which collects them.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment] # WhiteNoise looks for no folder each time a test makes a client
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_HOST = "localhost"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
