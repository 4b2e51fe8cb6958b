"""A message goes to a real mail server or webhook, or it is said why it did not."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.errors import DeliveryProblem, UndeliveredError
from kzdash.runtime import delivery
from kzdash.runtime.channels import Encryption, MailServer
from tests import postbox

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postbox import Postbox

NOW = datetime(2025, 11, 24, 1, tzinfo=UTC)
TO = ("李四", "li@water.example")
SHORT_S = 0.3


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return postbox.certificate(tmp_path_factory.mktemp("tls"), datetime.now(UTC))


@pytest.fixture
def trusted(tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the tests' own certificate, as an office trusts that of its own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls[1]))


def server(box: Postbox, encryption: str = "none", **said: Any) -> MailServer:
    given = {"user": postbox.USER, "password": postbox.PASSWORD, "sender": postbox.USER} | said
    return MailServer(host="127.0.0.1", port=box.port, encryption=Encryption(encryption), **given)


def send(told: MailServer, to: tuple[str, str] = TO, timeout_s: float = 5.0) -> None:
    with closing(delivery.Mail(told, timeout_s)) as mail:
        mail.send(to, "【催报】两项", "第一行\n第二行：水库", NOW)


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize("encryption", ["none", "starttls", "tls"])
def test_a_mail_arrives_with_its_words_encrypted_or_not(
    tls: tuple[ssl.SSLContext, Path], trusted: None, encryption: str
) -> None:
    at_once = encryption == "tls"
    with postbox.mail_server(None if encryption == "none" else tls[0], at_once=at_once) as box:
        send(server(box, encryption))

    (mail,) = box.mails
    assert mail.get_content() == "第一行\n第二行：水库\n"
    assert (mail["Subject"], mail["To"]) == ("【催报】两项", "李四 <li@water.example>")
    assert mail["From"] == postbox.USER
    assert mail["Auto-Submitted"] == "auto-generated"
    assert ("STARTTLS" in box.told) is (encryption == "starttls")
    assert "AUTH" in box.told


def test_several_mails_go_by_one_connection_and_without_a_log_in_where_none_is_set() -> None:
    with (
        postbox.mail_server() as box,
        closing(delivery.Mail(server(box, user="", password=""))) as mail,
    ):
        for _ in range(3):
            mail.send(TO, "题", "文", NOW)

    assert len(box.mails) == 3
    assert box.told.count("EHLO") == 1
    assert "AUTH" not in box.told


def problem_of(*given: Any, **named: Any) -> DeliveryProblem:
    with pytest.raises(UndeliveredError) as caught:
        send(*given, **named)
    return caught.value.problem


def test_a_server_that_is_not_there_is_said(free_port: int) -> None:
    box = postbox.Postbox(port=free_port)

    assert problem_of(server(box)) is DeliveryProblem.UNREACHABLE


def test_a_server_that_does_not_answer_is_given_up() -> None:
    with postbox.mail_server() as box:
        box.stuck.set()

        assert problem_of(server(box), timeout_s=SHORT_S) is DeliveryProblem.TOO_SLOW


def test_a_wrong_log_in_is_said_and_nothing_sent() -> None:
    with postbox.mail_server() as box:
        assert problem_of(server(box, password="other")) is DeliveryProblem.WRONG_LOGIN

    assert box.mails == []


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_certificate_that_is_not_trusted_gets_neither_password_nor_message(
    tls: tuple[ssl.SSLContext, Path], encryption: str
) -> None:
    with postbox.mail_server(tls[0], at_once=encryption == "tls") as box:
        assert problem_of(server(box, encryption)) is DeliveryProblem.UNTRUSTED

    assert "AUTH" not in box.told
    assert box.mails == []


def test_a_server_that_cannot_encrypt_gets_neither_password_nor_message() -> None:
    with postbox.mail_server() as box:
        assert problem_of(server(box, "starttls")) is DeliveryProblem.UNSUPPORTED
        assert problem_of(server(box, "tls")) is DeliveryProblem.NOT_ENCRYPTED

    assert "AUTH" not in box.told


def test_an_address_that_the_server_does_not_know_is_said_and_the_next_gets_its_mail() -> None:
    with postbox.mail_server() as box, closing(delivery.Mail(server(box))) as mail:
        box.refuse = {TO[1]}
        with pytest.raises(UndeliveredError) as caught:
            mail.send(TO, "题", "文", NOW)
        mail.send(("张三", "zhang@water.example"), "题", "文", NOW)

    assert caught.value.problem is DeliveryProblem.NO_SUCH_ADDRESS
    assert [mail["To"] for mail in box.mails] == ["张三 <zhang@water.example>"]


def test_a_server_that_hangs_up_is_said_and_the_next_mail_connects_anew() -> None:
    with postbox.mail_server() as box, closing(delivery.Mail(server(box))) as mail:
        box.cut = "DATA"
        with pytest.raises(UndeliveredError) as caught:
            mail.send(TO, "题", "文", NOW)
        box.cut = ""
        mail.send(TO, "题", "文", NOW)

    assert caught.value.problem is DeliveryProblem.CUT_OFF
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    "to", [("李四", "no address"), ("李四", "a@b\r\nBcc: c@d"), ("a\r\nb", TO[1])]
)
def test_no_header_is_smuggled_in(to: tuple[str, str]) -> None:
    with postbox.mail_server() as box:
        assert problem_of(server(box), to) is DeliveryProblem.NOT_TAKEN

    assert box.mails == []


def post(url: str, timeout_s: float = 5.0) -> DeliveryProblem | None:
    try:
        delivery.post(url, {"text": "催报", "items": ["一"]}, timeout_s)
    except UndeliveredError as error:
        return error.problem
    return None


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_webhook_is_told_in_json(
    tls: tuple[ssl.SSLContext, Path], trusted: None, scheme: str
) -> None:
    with postbox.webhook(tls[0] if scheme == "https" else None) as box:
        assert post(f"{scheme}://127.0.0.1:{box.port}/hook?key=1") is None

    assert box.posts == [{"text": "催报", "items": ["一"]}]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_is_said(status: int) -> None:
    with postbox.webhook() as box:
        box.status = status

        assert post(f"http://127.0.0.1:{box.port}/hook") is DeliveryProblem.NOT_TAKEN
    # a redirect is not followed to wherever it leads
    assert len(box.posts) == 1


def test_a_webhook_that_is_away_slow_or_not_trusted_is_said(
    tls: tuple[ssl.SSLContext, Path], free_port: int
) -> None:
    assert post(f"http://127.0.0.1:{free_port}/") is DeliveryProblem.UNREACHABLE
    with postbox.webhook() as box:
        assert post(f"https://127.0.0.1:{box.port}/") is DeliveryProblem.NOT_ENCRYPTED
        box.stuck.set()
        assert post(f"http://127.0.0.1:{box.port}/", SHORT_S) is DeliveryProblem.TOO_SLOW
    with postbox.webhook(tls[0]) as box:
        assert post(f"https://127.0.0.1:{box.port}/") is DeliveryProblem.UNTRUSTED
    assert box.posts == []
