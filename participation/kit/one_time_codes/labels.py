"""Codes on paper: what stands on each label of a sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from participation.qr import svg

A_SHEET = 24
"""Labels on a sheet of A4, three across and eight down, each 70 by 37 mm: a common size of sticky ones."""


@dataclass(frozen=True)
class Label:
    """One label: whose it is, the code to type, and its QR code."""

    holder: str
    code: str
    picture: Markup


def sheets(codes: Mapping[str, str], address: Callable[[str], str]) -> list[list[Label]]:
    """The labels of these codes (by holder), sheet by sheet; ``address`` gives the absolute link of a code."""
    labels = [Label(holder, code, svg(address(code))) for holder, code in codes.items()]
    return [labels[start : start + A_SHEET] for start in range(0, len(labels), A_SHEET)]
