"""The county, its towns and councils, and the instance they run together."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.kept import Kept, add_impersonal, add_kept
from participation.organisations.views import blueprint


def init_app(app: Flask) -> None:
    """Plugs in the sign of life, and says how long contact persons are kept."""
    app.register_blueprint(blueprint)
    add_kept(
        app,
        Kept(
            _l("Name, mail address and phone number of contact persons"),
            _l("So that it is known whom to ask; on pages only if they agreed"),
            None,
            _l("as long as they are contact persons"),
            tables=("contact",),
            of_staff=True,
        ),
    )
    add_impersonal(
        app,
        {
            "organisation": "towns, councils and their number of inhabitants",
            "instance": "name and words of this instance",
            "former_slug": "earlier names in addresses",
        },
    )
