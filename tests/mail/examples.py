"""One example for each kind of mail: how it comes to be queued, and what its link does.

Whoever registers a kind adds a line here; ``test_get_promise`` fails until then.
"""

from collections.abc import Callable
from dataclasses import dataclass

from participation.clock import now
from participation.extensions import db
from participation.mail.actions import queue_trial
from tests import factories


@dataclass(frozen=True)
class Example:
    """``make`` does what the product does so that a mail of this kind is queued, and commits.

    ``opens``: how the path of its one-time link begins, empty when it has none; ``button``: what that page's button
    says. The button leads to a page or a redirect.
    """

    make: Callable[[], None]
    opens: str = ""
    button: str = ""


def trial() -> None:
    """The office asks for a trial mail."""
    queue_trial(factories.make_account(), "de", now())
    db.session.commit()


EXAMPLES: dict[str, Example] = {
    "trial": Example(trial),
}
