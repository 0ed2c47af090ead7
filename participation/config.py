"""The only reader of the environment. Each setting has a type, a default and a sentence (docs/operating.md)."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "PARTICIPATION_"
PORTS = {"smtp": 587, "smtps": 465}


class ConfigError(Exception):
    """A setting that cannot be used; the message names the setting and says what would be right."""


@dataclass(frozen=True)
class SmtpServer:
    """Who takes our mail. ``implicit_tls``: encrypted from the first byte, else by STARTTLS."""

    host: str
    port: int
    implicit_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    """Seconds to wait for each of its answers."""

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that nobody between could read along."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True)
class Settings:
    """All that an operator may set, read once at the start."""

    data_dir: Path
    """Folder of the database, the secret key and the spool."""
    database_url: str
    """SQLAlchemy address; empty means SQLite in the data folder."""
    base_url: str
    """Start of every absolute link, never taken from the Host header."""
    secret_key: str
    """Secret of this instance; kept in the data folder when not set."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    """Networks of the proxies whose X-Forwarded-For is believed; others' is ignored."""
    spool_dir: Path
    """Folder of accepted answers on their way into the database; never in a backup."""
    answers_per_minute: int
    """Answers per address and minute before further ones are slowed down (never refused)."""
    smtp: SmtpServer | None
    """Who takes our mail; without it the office hands over what waits in the outbox."""
    mail_from: str
    """The address that mails come from."""

    @property
    def secure(self) -> bool:
        """Whether people reach the instance by https."""
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``PARTICIPATION_*`` variables; raises ConfigError naming the one that cannot be used."""
    values = os.environ if environment is None else environment

    def text(name: str, default: str = "") -> str:
        return values.get(PREFIX + name, default).strip()

    data_dir = Path(text("DATA_DIR", "data")).resolve()
    smtp = _smtp(text("SMTP_URL"))
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(text("DATABASE_URL"), data_dir),
        base_url=_base_url(text("BASE_URL", "http://localhost:8000")),
        secret_key=text("SECRET_KEY") or kept_secret(data_dir / "secret-key"),
        trusted_proxies=_networks(text("TRUSTED_PROXIES")),
        spool_dir=Path(text("SPOOL_DIR") or data_dir / "spool").resolve(),
        answers_per_minute=_whole(text("ANSWERS_PER_MINUTE", "600"), "ANSWERS_PER_MINUTE", 1, 1_000_000),
        smtp=smtp,
        mail_from=_mail_from(text("MAIL_FROM"), needed=smtp is not None),
    )


def kept_secret(path: Path) -> str:
    """The secret stored in the file, made on first use, readable by its owner only."""
    make_private(path.parent)
    if not path.exists():
        own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(own, path)  # whole or not at all, whichever process comes first
        own.unlink()
    return path.read_text(encoding="ascii").strip()


def make_private(folder: Path) -> None:
    """Makes the folder, for this user only; one that exists is the operator's to guard (docs/operating.md)."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _database_url(url: str, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'participation.sqlite3'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise ConfigError(f"{PREFIX}DATABASE_URL must start with sqlite:/// or postgresql://")


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError(f"{PREFIX}BASE_URL must be an address such as https://beteiligung.example.org")
    return url.rstrip("/")


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ConfigError(
            f"{PREFIX}TRUSTED_PROXIES must be addresses or networks with commas between: {error}"
        ) from error


def _smtp(url: str) -> SmtpServer | None:
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or parts.path.strip("/") or parts.query:
        raise ConfigError(f"{PREFIX}SMTP_URL must be an address such as smtp://user:password@mail.example.org:587")
    return SmtpServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        implicit_tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _mail_from(address: str, *, needed: bool) -> str:
    if (address or needed) and not re.fullmatch(r"[!-?A-~]+@[a-z0-9.-]+", address, re.IGNORECASE):
        raise ConfigError(f"{PREFIX}MAIL_FROM must be the address that mails come from, such as buero@example.org")
    return address


def _whole(text: str, name: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ConfigError(f"{PREFIX}{name} must be a whole number from {least} to {most}")
    return int(text)
