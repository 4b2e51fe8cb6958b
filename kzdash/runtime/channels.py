"""The settings of the ways by which people are reminded: a mail server, a webhook; off until set.

An invalid setting is a BadSettingError, which never quotes a password or the secret of a webhook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kzdash.domain.parsing import is_email
from kzdash.errors import BadSettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

SMTP, SECURITY, USER, PASSWORD, SENDER, WEBHOOK, ADDRESS, OFFICE = SETTINGS = (
    "KZDASH_SMTP",
    "KZDASH_SMTP_SECURITY",
    "KZDASH_SMTP_USER",
    "KZDASH_SMTP_PASSWORD",
    "KZDASH_SMTP_FROM",
    "KZDASH_WEBHOOK",
    "KZDASH_ADDRESS",
    "KZDASH_OFFICE_EMAIL",
)
SERVER = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
MAX_PORT = 65_535
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Encryption(StrEnum):
    """How the connection to a mail server is encrypted, and on which port it usually listens."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"

    @property
    def port(self) -> int:
        """The port that is meant where the setting names none."""
        return {Encryption.TLS: 465, Encryption.STARTTLS: 587}.get(self, 25)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server; `user` is empty where it asks for no log-in."""

    host: str
    port: int
    encryption: Encryption
    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The ways by which people are reminded; `mail` is None and `webhook` empty until set.

    `address` is where people find the board, empty if unset; `office_email` is where the office
    is told of what stays unanswered.
    """

    mail: MailServer | None
    webhook: str = field(repr=False)
    address: str
    office_email: str

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self.mail is not None or bool(self.webhook)


def from_env(env: Mapping[str, str]) -> Channels:
    """Read the settings from an environment; BadSettingError for the first invalid one."""
    said = {name: env.get(name, "").strip() for name in SETTINGS}
    return Channels(
        mail=_mail_server(said),
        webhook=_web_address(WEBHOOK, said[WEBHOOK], "http://10.0.0.5/remind"),
        address=_web_address(ADDRESS, said[ADDRESS], "https://board.example.org").rstrip("/"),
        office_email=_email(OFFICE, said[OFFICE]) if said[OFFICE] else "",
    )


def _mail_server(said: Mapping[str, str]) -> MailServer | None:
    if not said[SMTP]:
        return None
    encryption = _encryption(said[SECURITY])
    found = SERVER.fullmatch(said[SMTP])
    port = int(found["port"] or encryption.port) if found else 0
    if found is None or not 0 < port <= MAX_PORT:
        expected = "a mail server such as mail.example.org or 10.0.0.5:465"
        raise BadSettingError(SMTP, said[SMTP], expected)
    host = found["host"].strip("[]")
    user, password = said[USER], said[PASSWORD]
    if bool(user) is not bool(password):
        raise BadSettingError(USER, user, f"a user, where {PASSWORD} is set, and only there")
    if password and encryption is Encryption.NONE and host not in LOOPBACK:
        expected = "tls or starttls, for a password goes to the mail server"
        raise BadSettingError(SECURITY, said[SECURITY], expected)
    return MailServer(
        host=host,
        port=port,
        encryption=encryption,
        user=user,
        password=password,
        sender=_email(SENDER, said[SENDER]),
    )


def _encryption(value: str) -> Encryption:
    try:
        return Encryption(value.lower() or Encryption.STARTTLS)
    except ValueError:
        raise BadSettingError(SECURITY, value, "tls, starttls or none") from None


def _email(name: str, value: str) -> str:
    if not is_email(value):
        raise BadSettingError(name, value, "an e-mail address such as board@example.org")
    return value


def _web_address(name: str, value: str, example: str) -> str:
    """Return an address of http or https as it is; what follows its host is not quoted."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port  # raises ValueError for an invalid port
    except ValueError:
        host, parts = None, urlsplit("")
    if value and (parts.scheme not in {"http", "https"} or not host or re.search(r"\s", value)):
        shown = f"{parts.scheme}://{host}/***" if host else "***"
        raise BadSettingError(name, shown, f"an address such as {example}")
    return value
