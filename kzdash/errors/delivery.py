"""Why a message did not get through."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class DeliveryProblem(Enum):
    """Why a mail server or a webhook did not take a message."""

    UNREACHABLE = "the server cannot be reached"
    TOO_SLOW = "the server did not answer in time"
    CUT_OFF = "the server ended the connection"
    UNTRUSTED = "the server's certificate is not trusted"
    NOT_ENCRYPTED = "the connection could not be encrypted"
    UNSUPPORTED = "the server cannot do what the settings ask for, such as STARTTLS or a log-in"
    WRONG_LOGIN = "the server does not accept the user or the password"
    SENDER_REFUSED = "the server does not accept the sender"
    NO_SUCH_ADDRESS = "the server does not accept the recipient's address"
    NOT_TAKEN = "the server did not take the message"

    @property
    def is_of_server(self) -> bool:
        """Whether the next message would fare no better."""
        of_one_message = {
            DeliveryProblem.CUT_OFF,
            DeliveryProblem.NO_SUCH_ADDRESS,
            DeliveryProblem.NOT_TAKEN,
        }
        return self not in of_one_message


class UndeliveredError(KzdashError):
    """A mail server or a webhook did not take a message; it is tried again at the next run."""

    def __init__(self, problem: DeliveryProblem) -> None:
        self.problem = problem
        super().__init__(f"{problem.value}. The message was not delivered. Try again later.")


class NoChannelError(KzdashError):
    """There is no way to remind anybody: neither a mail server nor a webhook is set."""

    def __init__(self) -> None:
        super().__init__(
            "neither KZDASH_SMTP nor KZDASH_WEBHOOK is set. Nothing was sent. "
            "Set one and try again."
        )
