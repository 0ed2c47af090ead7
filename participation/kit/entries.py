"""What people type into fields, made fit to keep."""


def trimmed(value: str | None) -> str:
    """The entry without surrounding space and without what cannot be printed (NUL, control and direction signs).

    Line breaks stay, as one character. A filter for WTForms fields.
    """
    lines = (value or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign.isprintable() or sign in "\n\t").strip()
