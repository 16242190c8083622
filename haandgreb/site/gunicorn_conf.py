"""How gunicorn serves Håndgreb; also for those who start gunicorn themselves:

gunicorn --config python:haandgreb.site.gunicorn_conf haandgreb.site.wsgi
"""

from __future__ import annotations

import os

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one copy of the code in memory, shared by the workers
timeout = 60
graceful_timeout = 20
keepalive = 5
backlog = 512
# Requests are not logged: addresses hold codes, and times beside addresses would tell who answered when.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Room for the workers' heartbeat that never waits for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - not a file of ours
# Whose word is taken for where a request came from.
forwarded_allow_ips = os.environ.get("HAANDGREB_TRUSTED_PROXIES", "").replace(" ", "")
# No remote control of the server: signals do.
control_socket_disable = True
