"""Named writes of accounts, by their things; they add to the running transaction, the edge commits."""

from participation.accounts.actions.people import create_account as create_account
from participation.accounts.actions.people import set_password as set_password
from participation.accounts.actions.sessions import create_login_link as create_login_link
from participation.accounts.actions.sessions import end_session as end_session
from participation.accounts.actions.sessions import spend_login_link as spend_login_link
from participation.accounts.actions.sessions import start_session as start_session
from participation.accounts.actions.trail import audit as audit
