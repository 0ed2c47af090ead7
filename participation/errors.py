"""What goes wrong is said in one clear sentence, on a page or on the command line."""

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from participation.extensions import db


class UserError(Exception):
    """Something the user can mend. The message is a whole sentence in the user's language, naming what and where."""


SENTENCES = {
    400: lazy_gettext("The request could not be understood."),
    403: lazy_gettext("You may not do this. Please ask the coordination office if you need to."),
    404: lazy_gettext("There is nothing at this address. It may have moved or been mistyped."),
    405: lazy_gettext("This address does not take this kind of request."),
    409: lazy_gettext("Somebody changed this in the meantime. Please look again."),
    413: lazy_gettext("What was sent is too large."),
    429: lazy_gettext("Too many attempts. Please wait a few minutes and try again."),
    500: lazy_gettext("Something went wrong on our side. Nothing was half-saved; please try again."),
    503: lazy_gettext("This is not possible at the moment. Please try again shortly."),
}


def init_app(app: Flask) -> None:
    """One page for every error; a failed transaction is rolled back before it is shown."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(500, _http_error)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(DataError, _unstorable)


def _page(code: int, sentence: str) -> tuple[str, int]:
    try:
        db.session.rollback()
        return render_template("error.html", code=code, sentence=sentence), code
    except SQLAlchemyError:  # the page's frame asks the database for the instance's name
        return f"{escape(sentence)}\n", code


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    return _page(code, str(SENTENCES.get(code) or SENTENCES[400 if code < 500 else 500]))


def _conflict(error: IntegrityError) -> tuple[str, int]:
    """Two people made the same thing at once. Only the kind is logged: the rest may hold what somebody typed."""
    current_app.logger.warning("refused by the database: %s", type(error.orig).__name__)
    return _page(409, str(SENTENCES[409]))


def _unstorable(_error: DataError) -> tuple[str, int]:
    """A value that no column takes, such as a NUL character in an address."""
    return _page(400, str(SENTENCES[400]))


def _csrf_error(_error: CSRFError) -> tuple[str, int]:
    return _page(400, _("The form is too old or was not opened here. Please reload the page and send it again."))


def _user_error(error: UserError) -> tuple[str, int]:
    return _page(409 if request.method == "POST" else 400, str(error))
