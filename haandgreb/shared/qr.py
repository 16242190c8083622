"""QR codes as inline SVG, dark on white whatever the colour scheme, so that phones can read them."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of white around the code; the standard asks for four


def qr_code(address: str, label: str) -> SafeString:
    """
    Draw ``address`` as a QR code. ``label`` says where it leads, for those who hear the page.

    Error correction M: readable from the back of the room and with a thumb over a corner.
    """
    rows = segno.make_qr(address, error="m").matrix
    size = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="qr" role="img" aria-label="{0}" viewBox="0 0 {1} {1}" shape-rendering="crispEdges">'
        '<rect width="{1}" height="{1}" fill="#fff"/><path d="{2}" stroke="#000"/></svg>',
        label,
        size,
        "".join(_strokes(y, row) for y, row in enumerate(rows)),
    )


def _strokes(y: int, row: bytearray) -> str:
    """The dark runs of one row as horizontal strokes."""
    strokes = []
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            strokes.append(f"M{start + QUIET} {y + QUIET}.5h{x - start}")
            start = None
    return "".join(strokes)
