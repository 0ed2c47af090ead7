"""Hard limits for the few addresses where guessing must be slow: signing in. Answers have soft limits only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app
from flask_babel import lazy_gettext as _l
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from participation.access import View
from participation.addresses import client_key
from participation.kept import Kept, add_kept


def init_app(app: Flask) -> None:
    """Counts in memory, per process: the key under which an address is hashed never leaves it."""
    storage = MemoryStorage()
    app.extensions["throttle"] = FixedWindowRateLimiter(storage)
    app.extensions["forget"].append(storage.reset)
    add_kept(
        app,
        Kept(
            _l("A hash of the address that a device asks from, in memory only"),
            _l("To slow down floods and guessing"),
            None,
            _l("an hour at most; then the key of the hash is replaced"),
        ),
    )


def hard_limit(purpose: str, *, per_minute: int) -> Callable[[View], View]:
    """Answers 429 when one address asks more often than that; the address itself is kept nowhere."""
    limit = RateLimitItemPerMinute(per_minute, namespace=purpose)

    def decorate(view: View) -> View:
        @wraps(view)
        def slowed(*args: Any, **kwargs: Any) -> Any:
            if not current_app.extensions["throttle"].hit(limit, client_key()):
                abort(429)
            return view(*args, **kwargs)

        return slowed  # type: ignore[return-value]

    return decorate
