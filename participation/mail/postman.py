"""Hands letters to the mail server: a program of its own, which outlives whoever started it.

It reads lines of JSON: first the server, then one letter after the other, and answers each with one line. What the
server has taken is noted at once in a journal, whose open file and lock it inherits. A killed worker therefore loses
nothing between the server's word and the database's: this process is in no group with it, finishes the letter in its
hands, notes it, and ends with its input; only then can anybody else take the journal. Run by its path it imports
nothing of ours and starts in a moment.
"""

import json
import os
import re
import signal
import smtplib
import ssl
import sys
from contextlib import suppress
from typing import Any

ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
SIGN_IN = {530, 534, 535, 538}


class TroubleError(Exception):
    """The letter was not taken: why (a value of `rules.Trouble`), and what the server answered, in figures only."""

    def __init__(self, trouble: str, code: int = 0, text: bytes = b"") -> None:
        super().__init__(trouble)
        enhanced = ENHANCED.match(text.decode("ascii", "replace"))
        self.answer = {
            "trouble": trouble,
            "reply": " ".join([str(code), *([enhanced[0]] if enhanced else [])]) if code > 0 else None,
        }


def main() -> None:
    """Takes letters until the input ends."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # whoever stops the service lets this letter be finished
    journal = int(sys.argv[1])
    server = json.loads(sys.stdin.readline())
    connection: smtplib.SMTP | None = None
    with suppress(BrokenPipeError):  # nobody listens any more: what was taken is in the journal
        for line in sys.stdin:
            letter = json.loads(line)
            try:
                connection = connection or connected(server)
                hand_over(connection, letter)
                os.write(journal, f"{letter['id']}\n".encode())
                os.fdatasync(journal)
                answer: dict[str, Any] = {"trouble": None, "reply": None}
            except TroubleError as error:
                answer = error.answer
                connection = still_open(connection)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    if connection is not None:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


def connected(server: dict[str, Any]) -> smtplib.SMTP:
    """A connection that nobody can read along, signed in; raises TroubleError when there is none to be had."""
    try:
        connection = _greeted(server)
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        raise TroubleError("unsafe") from error
    except smtplib.SMTPResponseException as error:
        raise TroubleError("unreachable", error.smtp_code, _bytes(error.smtp_error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise TroubleError("unreachable") from error
    if server["user"]:
        sign_in(connection, server)
    return connection


def sign_in(connection: smtplib.SMTP, server: dict[str, Any]) -> None:
    """Says who we are; raises TroubleError when the server does not believe it or cannot be asked."""
    try:
        connection.login(server["user"], server["password"])
    except smtplib.SMTPResponseException as error:
        raise TroubleError("sign_in", error.smtp_code, _bytes(error.smtp_error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise TroubleError("sign_in") from error
    except (OSError, smtplib.SMTPException) as error:
        raise TroubleError("unreachable") from error


def _greeted(server: dict[str, Any]) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server["is_here"]:  # nobody is between us and ourselves, and no authority certifies "localhost"
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    place = (server["host"], server["port"], server["name"], server["timeout"])
    if server["implicit_tls"]:
        host, port, name, timeout = place
        return smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=context)
    connection = smtplib.SMTP(*place)
    connection.ehlo()
    if connection.has_extn("starttls") or not server["is_here"]:
        connection.starttls(context=context)  # raises when the server does not offer it
    return connection


def hand_over(connection: smtplib.SMTP, letter: dict[str, Any]) -> None:
    """Returns when the server has taken the letter, raises TroubleError when it has not, or has not said so."""
    try:
        _envelope(connection, letter)
        code, text = connection.data(letter["text"].encode())
        if code != 250:
            raise TroubleError("letter_refused" if code >= 500 else "letter_delayed", code, text)
    except smtplib.SMTPDataError as error:
        trouble = "letter_refused" if error.smtp_code >= 500 else "letter_delayed"
        raise TroubleError(trouble, error.smtp_code, _bytes(error.smtp_error)) from error
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise TroubleError("broken_off") from error


def _envelope(connection: smtplib.SMTP, letter: dict[str, Any]) -> None:
    connection.ehlo_or_helo_if_needed()
    options = () if letter["to"].isascii() else ("SMTPUTF8", "BODY=8BITMIME")
    if options and not connection.has_extn("smtputf8"):
        raise TroubleError("address_unsupported")
    code, text = connection.mail(letter["from"], options)
    if code != 250:
        raise TroubleError("sign_in" if code in SIGN_IN else "sender_refused", code, text)
    code, text = connection.rcpt(letter["to"])
    if code not in (250, 251):
        raise TroubleError("receiver_refused" if code >= 500 else "receiver_delayed", code, text)


def still_open(connection: smtplib.SMTP | None) -> smtplib.SMTP | None:
    """The connection, ready for the next letter; None when it has to be made anew."""
    if connection is None or connection.sock is None:
        return None
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        connection.close()
        return None
    return connection


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text


if __name__ == "__main__":
    main()
