"""The brand's colours as a style sheet of their own, named by its content, so that browsers can keep it. Pure."""

import hashlib

from participation.kit.contrast import letters_on

RULES = ":root{{--kern-color-action-default:{colour};--kern-color-action-on-default:{letters}}}"


def style(light: str, dark: str) -> str:
    """The style sheet that puts these colours in place of KERN's own, in light and in dark surroundings."""
    in_dark = RULES.format(colour=dark, letters=letters_on(dark))
    return RULES.format(colour=light, letters=letters_on(light)) + f"@media (prefers-color-scheme:dark){{{in_dark}}}"


def digest(css: str) -> str:
    """The name of the style sheet: a hash of its content."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]
