"""Named reads of accounts, by their things."""

from participation.accounts.queries.people import account_by_email as account_by_email
from participation.accounts.queries.people import accounts as accounts
from participation.accounts.queries.people import grants as grants
from participation.accounts.queries.people import grants_of as grants_of
from participation.accounts.queries.people import home as home
from participation.accounts.queries.people import open_account as open_account
from participation.accounts.queries.sessions import live_login_link as live_login_link
from participation.accounts.queries.sessions import live_session as live_session
from participation.accounts.queries.sessions import live_sessions as live_sessions
from participation.accounts.queries.trail import TrailFilter as TrailFilter
from participation.accounts.queries.trail import audit_lines as audit_lines
