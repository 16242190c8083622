#!/usr/bin/env python3
"""Says in words whether an address can be used: scripts/port.py HOST PORT. Exit 1 when not."""

from __future__ import annotations

import errno
import socket
import sys

REASONS = {
    errno.EADDRINUSE: "something else already answers there. Stop it, or choose another: make run PORT=8001",
    errno.EACCES: "this user may not use it. Choose one above 1023: make run PORT=8000",
    errno.EADDRNOTAVAIL: "this machine does not have that address. Try: make run HOST=0.0.0.0",
}


def why_not(host: str, port: str) -> str:
    """Empty when the address is free, else the reason and what to do."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT is a number from 1 to 65535, not {port!r}."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        return f"HOST is a name or address of this machine, not {host!r}."
    except OSError as trouble:
        reason = REASONS.get(trouble.errno or 0, f"the system says: {trouble.strerror}")
        return f"Cannot listen on {host}:{port}: {reason}"
    return ""


if __name__ == "__main__":
    reason = why_not(sys.argv[1], sys.argv[2])
    if reason:
        sys.exit(reason)
