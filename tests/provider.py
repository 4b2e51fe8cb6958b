"""A small identity provider: OpenID Connect with a form that asks for nothing but an e-mail."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

CLIENT, CLIENT_SECRET = "board", "the board's own secret"
FORM = """<!doctype html><html lang="zh-CN"><title>统一身份认证</title><form method="post">
<input name="email"><label><input type="checkbox" name="verified" checked>已验证</label>
<button>确定</button></form>"""


class Provider:
    """Gives a code for the e-mail typed in, and for the code a signed token."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.ended = 0
        self._key = RSAKey.generate_key(2048, {"kid": "key", "use": "sig"}, private=True)
        self._given: dict[str, dict[str, Any]] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize, methods=["GET", "POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/end", self._end),
            ]
        )

    def secrets(self, address: str) -> str:
        """Return Streamlit's secrets for a dashboard at an address."""
        settings = {
            "redirect_uri": f"{address}/oauth2callback",
            "cookie_secret": secrets.token_urlsafe(32),
            "client_id": CLIENT,
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": f"{self.issuer}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in settings.items())

    async def _discovery(self, _request: Request) -> JSONResponse:
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "end_session_endpoint": "end",
        }
        return JSONResponse(
            {
                "issuer": self.issuer,
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                **{name: f"{self.issuer}/{path}" for name, path in places.items()},
            }
        )

    async def _keys(self, _request: Request) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(FORM)
        sent = await fields(request)
        code = secrets.token_urlsafe(16)
        asked = request.query_params
        self._given[code] = {
            "nonce": asked["nonce"],
            "challenge": asked["code_challenge"],
            "email": sent["email"],
            "email_verified": "verified" in sent,
        }
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 303)

    async def _token(self, request: Request) -> JSONResponse:
        sent = await fields(request)
        given = self._given.pop(sent["code"])
        proof = hashlib.sha256(sent["code_verifier"].encode()).digest()
        expected = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        credentials = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if given.pop("challenge") != expected:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if request.headers["authorization"] != f"Basic {credentials}":
            return JSONResponse({"error": "invalid_client"}, 401)
        now = int(time.time())
        times = {"iat": now, "exp": now + 300}
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": given["email"], **times, **given}
        token = jwt.encode({"alg": "RS256", "kid": "key"}, claims, self._key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})

    async def _end(self, request: Request) -> RedirectResponse:
        self.ended += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 303)


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a form."""
    return {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on this machine until the block ends."""
    port = serving.free_port()
    made = Provider(port)
    server = uvicorn.Server(
        uvicorn.Config(made.app, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield made
    finally:
        server.should_exit = True
        thread.join(10)
