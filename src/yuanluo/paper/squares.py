"""An address as a QR code in a PDF, out of squares, so that it stays sharp."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from fpdf import FPDF

INK = (31, 36, 33)
MASK = 2


def square(pdf: FPDF, address: str, x: float, y: float, size: float) -> None:
    """Draw an address as a QR code of a size, from its upper left corner."""
    # Any mask can be read; looking for the best of eight is most of the work.
    code = segno.make(address, error="m", micro=False, mask=MASK)
    rows = [tuple(row) for row in code.matrix_iter(border=0)]
    step = size / len(rows)
    pdf.set_fill_color(*INK)
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            end = across
            while end < len(row) and row[end]:
                end += 1
            if end > across:
                pdf.rect(
                    x + across * step, y + down * step, (end - across) * step, step, "F"
                )
            across = end + 1
    # A table drawn after it would fill its cells with ink.
    pdf.set_fill_color(255, 255, 255)
