"""An OpenID Connect provider on a port of its own: code flow with PKCE, signed tokens, userinfo, keys."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kkr", "secret"


class Provider:
    """As a context manager. ``claims``: what it tells of whoever signs in; ``token``: what the token has
    beside, or instead of, what is right."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._asked: dict[str, dict[str, str]] = {}  # by code
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Provider:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def environment(self) -> dict[str, str]:
        """The variables that lead the portal here."""
        return {
            "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_AUTHORIZATION_ENDPOINT": f"{self.address}/authorize",
            "OIDC_TOKEN_ENDPOINT": f"{self.address}/token", "OIDC_USER_ENDPOINT": f"{self.address}/user",
            "OIDC_JWKS_ENDPOINT": f"{self.address}/keys",
        }  # fmt: skip

    def _authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to: the user has signed in here."""
        code = secrets.token_urlsafe()
        self._asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _tokens(self, given: dict[str, str]) -> dict[str, str] | None:
        asked = self._asked.pop(given["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest())
        if asked is None or proof.decode().rstrip("=") != asked["code_challenge"]:
            return None
        if (given["client_id"], given["client_secret"], given["redirect_uri"]) != (
            CLIENT, SECRET, asked["redirect_uri"],
        ):  # fmt: skip
            return None
        now = int(time.time())
        payload = {
            "iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.token,
        }  # fmt: skip
        token = jwt.encode(payload, self._key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "access", "id_token": token, "token_type": "Bearer"}

    def _keys(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                    self.send_response(302)
                    self.send_header("Location", provider._authorize(asked))
                    self.end_headers()
                elif parts.path == "/user" and self.headers["Authorization"] == "Bearer access":
                    self._say({"sub": "1", **provider.claims})
                elif parts.path == "/keys":
                    self._say(provider._keys())
                else:
                    self.send_error(404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                tokens = provider._tokens({name: values[0] for name, values in parse_qs(body).items()})
                if tokens:
                    self._say(tokens)
                else:
                    self.send_error(400)

            def _say(self, told: dict[str, Any]) -> None:
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Nothing."""

        return Handler
