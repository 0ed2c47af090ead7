"""Named reads of accounts, by their things."""

from participation.accounts.queries.door import tries_key as tries_key
from participation.accounts.queries.factors import authenticator as authenticator
from participation.accounts.queries.factors import emergency_codes_left as emergency_codes_left
from participation.accounts.queries.factors import has_second_factor as has_second_factor
from participation.accounts.queries.factors import may_remove_factor as may_remove_factor
from participation.accounts.queries.factors import passkey_by_credential as passkey_by_credential
from participation.accounts.queries.factors import passkeys as passkeys
from participation.accounts.queries.people import account_by_email as account_by_email
from participation.accounts.queries.people import account_by_public_id as account_by_public_id
from participation.accounts.queries.people import account_of_address as account_of_address
from participation.accounts.queries.people import accounts as accounts
from participation.accounts.queries.people import grants as grants
from participation.accounts.queries.people import grants_of as grants_of
from participation.accounts.queries.people import holders as holders
from participation.accounts.queries.people import home as home
from participation.accounts.queries.people import open_account as open_account
from participation.accounts.queries.people import other_administrators as other_administrators
from participation.accounts.queries.sessions import live_invitation as live_invitation
from participation.accounts.queries.sessions import live_login_link as live_login_link
from participation.accounts.queries.sessions import live_session as live_session
from participation.accounts.queries.sessions import live_sessions as live_sessions
from participation.accounts.queries.trail import TrailFilter as TrailFilter
from participation.accounts.queries.trail import audit_lines as audit_lines
