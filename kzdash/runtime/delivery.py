"""Hand a message to a mail server or a webhook, or raise why it did not take it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Any

from kzdash.errors import DeliveryProblem, UndeliveredError
from kzdash.runtime.channels import Encryption

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from kzdash.runtime.channels import MailServer

TIMEOUT_S = 10.0
# by the most special first; of OSError the ones that a socket raises
PROBLEMS: tuple[tuple[type[Exception], DeliveryProblem], ...] = (
    (smtplib.SMTPAuthenticationError, DeliveryProblem.WRONG_LOGIN),
    (smtplib.SMTPNotSupportedError, DeliveryProblem.UNSUPPORTED),
    (smtplib.SMTPRecipientsRefused, DeliveryProblem.NO_SUCH_ADDRESS),
    (smtplib.SMTPSenderRefused, DeliveryProblem.SENDER_REFUSED),
    (smtplib.SMTPServerDisconnected, DeliveryProblem.CUT_OFF),
    (smtplib.SMTPException, DeliveryProblem.NOT_TAKEN),
    (ssl.SSLCertVerificationError, DeliveryProblem.UNTRUSTED),
    (ssl.SSLError, DeliveryProblem.NOT_ENCRYPTED),
    (TimeoutError, DeliveryProblem.TOO_SLOW),
    (OSError, DeliveryProblem.UNREACHABLE),
    (ValueError, DeliveryProblem.NOT_TAKEN),
)


class Mail:
    """A mail server, connected to with the first message and until `close`."""

    def __init__(self, server: MailServer, timeout_s: float = TIMEOUT_S) -> None:
        self._server, self._timeout_s = server, timeout_s
        self._connection: smtplib.SMTP | None = None

    def send(self, to: tuple[str, str], subject: str, text: str, now: dt.datetime) -> None:
        """Send a text to a person at an address; UndeliveredError if the server does not take it.

        The next message then goes by a new connection.
        """
        try:
            self._send(to, subject, text, now)
        except UndeliveredError:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            raise

    def _send(self, to: tuple[str, str], subject: str, text: str, now: dt.datetime) -> None:
        message = EmailMessage()
        with _translated():
            message["From"] = self._server.sender
            message["To"] = Address(to[0], addr_spec=to[1])
            message["Subject"] = subject
            message["Date"] = format_datetime(now)
            message["Message-ID"] = make_msgid(domain=self._server.sender.partition("@")[2])
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(text, cte="base64")
            self._connected().send_message(message)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._connection = None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server, tls = self._server, ssl.create_default_context()
        made: smtplib.SMTP
        if server.encryption is Encryption.TLS:
            made = smtplib.SMTP_SSL(server.host, server.port, timeout=self._timeout_s, context=tls)
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=self._timeout_s)
        try:
            if server.encryption is Encryption.STARTTLS:
                made.starttls(context=tls)
            if server.user:
                made.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            made.close()
            raise
        return made


def post(url: str, body: Mapping[str, Any], timeout_s: float = TIMEOUT_S) -> None:
    """Post JSON to a webhook; UndeliveredError unless it answers that it took it (2xx)."""
    import httpx  # noqa: PLC0415 - no page needs it

    try:
        # not by a proxy, for the webhook is on the intranet, and no further than where it is
        with httpx.Client(
            timeout=timeout_s, verify=ssl.create_default_context(), trust_env=False
        ) as client:
            answer = client.post(url, json=dict(body))
    except httpx.TimeoutException as error:
        raise UndeliveredError(DeliveryProblem.TOO_SLOW) from error
    except httpx.HTTPError as error:
        raise UndeliveredError(_cause(error)) from error
    if not answer.is_success:
        raise UndeliveredError(DeliveryProblem.NOT_TAKEN)


def _cause(error: Exception) -> DeliveryProblem:
    """Return what is behind an error of httpx, which hides it in a chain."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in causes):
        return DeliveryProblem.UNTRUSTED
    if any(isinstance(one, ssl.SSLError) for one in causes):
        return DeliveryProblem.NOT_ENCRYPTED
    return DeliveryProblem.UNREACHABLE


@contextmanager
def _translated() -> Iterator[None]:
    """Turn an error of the mail server or of the connection into an UndeliveredError."""
    try:
        yield
    except tuple(kind for kind, _ in PROBLEMS) as error:
        # smtplib says of a server that does not answer that it is gone
        cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
        problem = next(problem for kind, problem in PROBLEMS if isinstance(cause, kind))
        raise UndeliveredError(problem) from error
