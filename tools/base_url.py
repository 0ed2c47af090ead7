"""The address by which people reach a server that was started by hand: ``python3 -m tools.base_url HOST PORT``."""

import socket
import sys

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
UNROUTED = ("192.0.2.1", 9)  # RFC 5737, a documentation address: connecting a datagram socket sends nothing


def base_url(host: str, port: str) -> str:
    """``http://localhost:8000`` or, when listening everywhere, the address of this machine in its own network."""
    if host in EVERYWHERE:
        host = own_address()
    elif host in ("127.0.0.1", "::1"):
        host = "localhost"
    return f"http://{host}:{port}"


def own_address() -> str:
    """The address this machine would send from; ``localhost`` when it has no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(UNROUTED)
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


if __name__ == "__main__":
    print(base_url(*sys.argv[1:3]))
