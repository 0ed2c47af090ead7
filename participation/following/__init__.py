"""Following without an account: mails after a double opt-in, and feeds. Parts and features say what can be followed."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.following import sealing
from participation.following.actions import tell
from participation.following.followables import register_followable as register_followable
from participation.following.retention import init_retention
from participation.following.views import blueprint
from participation.jobs import Job, add_job
from participation.kit.personal_links import register_purpose
from participation.mail.kinds import register_mail_kind


def init_app(app: Flask) -> None:
    """Plugs subscriptions, their mails and jobs into the application."""
    sealing.init_app(app)
    app.register_blueprint(blueprint)
    register_purpose(app, "following", _l("Confirm that one follows"))
    register_mail_kind(app, "following_confirm", _l("Please confirm that you follow"))
    register_mail_kind(app, "following_news", _l("News of what one follows"))
    add_job(app, Job("following: tell", 300, tell, _l("Write to followers what is new")))
    init_retention(app)
