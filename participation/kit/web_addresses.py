"""Addresses of other people's pages that are safe to link to. Pure."""

from urllib.parse import urlsplit


def is_https(address: str) -> bool:
    """Whether this is a whole https address without a name and password, and without spaces or control characters."""
    if not address.isprintable() or any(sign.isspace() or sign in '<>"\\' for sign in address):
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host and "@" not in parts.netloc


def host_of(address: str) -> str:
    """The name of the site, to be shown beside a link that leads there."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
