"""A sample CMDB: takes the callbacks of Slipway, and nothing that is not signed (Standard Webhooks)."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time

TOLERANCE_SECONDS = 300
MAX_BYTES = 1 << 20


def sign(secret, identity, timestamp, body):
    """What stands in webhook-signature, for one secret."""
    digest = hmac.new(secret, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def read_secret(path):
    """:param path: file of mode 600 with whsec_ and base64"""
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others")
    return base64.b64decode(path.read_text().strip().removeprefix("whsec_"))


class Callback:
    def __init__(self, identity, kind, round_, body):
        self.identity = identity
        self.kind = kind
        self.round = round_
        self.raw = body
        self.body = json.loads(body)


class Cmdb:
    """Keeps each callback once, in the order of arrival; counts repeats and refusals."""

    def __init__(self, secret):
        self.secret = secret
        self.callbacks = []
        self.repeats = []
        self.refused = 0
        self.changed = threading.Condition()
        cmdb = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("Content-Length", "0"))
                status = 413
                if length <= MAX_BYTES:
                    status = cmdb.take(self.headers, self.rfile.read(length))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/api/hot-update/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        identity, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        with self.changed:
            if not self._signed(identity, timestamp, body, headers.get("webhook-signature", "")):
                self.refused += 1
                return 401
            known = next((one for one in self.callbacks if one.identity == identity), None)
            if known is not None:  # at least once means: sometimes twice
                self.repeats.append((identity, known.raw == body))
            else:
                kind, round_ = headers.get("slipway-event", ""), int(headers.get("slipway-round", "0"))
                self.callbacks.append(Callback(identity, kind, round_, body))
            self.changed.notify_all()
            return 200

    def wait(self, condition, seconds):
        with self.changed:
            return self.changed.wait_for(lambda: condition(self), seconds)

    def of_round(self, number):
        return [one for one in self.callbacks if one.round == number]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _signed(self, identity, timestamp, body, signatures):
        try:
            fresh = abs(time.time() - int(timestamp)) <= TOLERANCE_SECONDS
        except ValueError:
            return False
        wanted = sign(self.secret, identity, timestamp, body)
        return fresh and any(hmac.compare_digest(wanted, one) for one in signatures.split(" "))
