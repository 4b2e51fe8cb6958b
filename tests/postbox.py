"""A mail server and a webhook on loopback, small but real, that tests send reminders to."""

from __future__ import annotations

import base64
import datetime as dt
import json
import socketserver
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

USER, PASSWORD = "board@kz.example", "password of the board"


@dataclass
class Postbox:
    """What a server took, and how it is to behave.

    While `stuck` is set it answers nothing; `cut` is the command at which it hangs up.
    """

    port: int = 0
    tls: ssl.SSLContext | None = None
    refuse: set[str] = field(default_factory=set)
    cut: str = ""
    stuck: threading.Event = field(default_factory=threading.Event)
    free: threading.Event = field(default_factory=threading.Event)
    mails: list[EmailMessage] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200


class Mailman(socketserver.StreamRequestHandler):
    """As much of SMTP as a client of ours needs."""

    def handle(self) -> None:
        box = cast("Server", self.server).box
        if box.stuck.is_set():
            box.free.wait(30)
            return
        self.say("220 loopback")
        encrypted = isinstance(self.request, ssl.SSLSocket)
        while line := self.rfile.readline().decode().strip():
            command, _, rest = line.partition(" ")
            box.told.append(command.upper())
            if box.cut and command.upper() == box.cut:
                return
            match command.upper():
                case "EHLO":
                    offers = ["AUTH PLAIN"]
                    offers += ["STARTTLS"] if box.tls and not encrypted else []
                    self.say(*(f"250-{offer}" for offer in ["loopback", *offers]), "250 8BITMIME")
                case "STARTTLS":
                    self.say("220 go on")
                    assert box.tls is not None
                    self.request = box.tls.wrap_socket(self.request, server_side=True)
                    self.setup()
                    encrypted = True
                case "AUTH":
                    given = base64.b64decode(rest.split()[-1]).decode().split("\0")[1:]
                    self.say("235 in" if given == [USER, PASSWORD] else "535 no")
                case "RCPT":
                    address = rest.partition("<")[2].rstrip(">")
                    self.say("550 unknown" if address in box.refuse else "250 fine")
                case "DATA":
                    self.say("354 go on")
                    box.mails.append(self.message())
                    self.say("250 taken")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 fine")

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server closes the one that it was before STARTTLS

    def message(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        read = message_from_bytes(b"".join(lines), policy=policy.default)
        return cast("EmailMessage", read)

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class Hook(BaseHTTPRequestHandler):
    """A webhook that keeps what it is told."""

    def do_POST(self) -> None:
        box = cast("Server", self.server).box
        if box.stuck.is_set():
            box.free.wait(30)
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        box.posts.append(body)
        self.send_response(box.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Postbox

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up, as one does that trusts no certificate."""


class WebServer(ThreadingHTTPServer, Server):
    daemon_threads = True


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[Postbox]:
    """Serve mail on loopback: by TLS at once, by STARTTLS, or unencrypted without `tls`."""
    with _served(Server(("127.0.0.1", 0), Mailman), tls, wrapped=at_once) as box:
        yield box


@contextmanager
def webhook(tls: ssl.SSLContext | None = None) -> Iterator[Postbox]:
    """Serve a webhook on loopback."""
    with _served(WebServer(("127.0.0.1", 0), Hook), tls, wrapped=tls is not None) as box:
        yield box


@contextmanager
def _served(server: Server, tls: ssl.SSLContext | None, *, wrapped: bool) -> Iterator[Postbox]:
    if wrapped and tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    server.box = box = Postbox(port=server.server_address[1], tls=tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield box
    finally:
        box.free.set()
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder: Path, now: dt.datetime) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for 127.0.0.1; return what a server does with it, and its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)
    return context, file
