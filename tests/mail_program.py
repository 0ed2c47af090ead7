"""A real mail server to be started as a program: ``python -m tests.mail_program FOLDER PORT``.

How it behaves stands in ``FOLDER/behaviour.json`` and is read anew for each command: ``rcpt``, ``data``, ``mail`` (the
answer instead of a good one), ``drop`` (closes the connection instead of taking the letter), ``wait`` (seconds before
it answers to a letter). ``tls`` and ``user`` are read at the start. Letters it has taken lie in ``FOLDER/taken``.
"""

import asyncio
import itertools
import json
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

NUMBERS = itertools.count(1)


class Handler:
    """Takes letters, unless it is told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = folder / "taken"

    def told(self) -> dict[str, Any]:
        """How to behave at this moment."""
        told: dict[str, Any] = json.loads((self.folder / "behaviour.json").read_text(encoding="utf-8"))
        return told

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Who writes."""
        envelope.mail_from = address
        return str(self.told().get("mail", "250 OK"))

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Who is written to; the answer may be meant for one of them: ``{"rcpt": {"anna@example.org": "550 No"}}``."""
        answer = self.told().get("rcpt", "250 OK")
        answer = answer.get(address, "250 OK") if isinstance(answer, dict) else answer
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return str(answer)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        """The letter itself."""
        told = self.told()
        await asyncio.sleep(told.get("wait", 0))
        if told.get("drop") and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
            return "250 never said"
        answer = str(told.get("data", "250 OK"))
        if answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            number = f"{next(NUMBERS):06}"
            (self.taken / f"{number}.new").write_bytes(content)
            (self.taken / f"{number}.new").rename(self.taken / f"{number}.eml")
        return answer


def server(folder: Path) -> SMTP:
    """The protocol for one connection."""
    handler = Handler(folder)
    told = handler.told()
    options: dict[str, Any] = {}
    if told.get("tls") == "starttls":
        options = {"tls_context": context(folder), "require_starttls": True}
    if told.get("user"):

        def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
            expected = (told["user"].encode(), told["password"].encode())
            fits = isinstance(data, LoginPassword) and (data.login, data.password) == expected
            return AuthResult(success=fits, handled=False)

        options |= {"auth_required": True, "authenticator": check, "auth_require_tls": told.get("tls") != "implicit"}
    return SMTP(handler, hostname="mail.example.org", enable_SMTPUTF8=bool(told.get("utf8")), **options)


def context(folder: Path) -> ssl.SSLContext:
    """TLS with the certificate in the folder."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return made


async def serve(folder: Path, port: int) -> None:
    """Until killed."""
    told = Handler(folder).told()
    tls = context(folder) if told.get("tls") == "implicit" else None
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: server(folder), "127.0.0.1", port, ssl=tls)
    await listening.serve_forever()


if __name__ == "__main__":
    (Path(sys.argv[1]) / "taken").mkdir(exist_ok=True)
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
