"""The Slipway HTTP API, as any script would use it."""

import http.client
import json
import urllib.parse

from children import Broken


class Api:
    def __init__(self, url, token):
        self.address = urllib.parse.urlsplit(url).netloc
        self.token = token

    def get(self, path, language="zh"):
        return self._call("GET", path, None, language)

    def text(self, path):
        connection, answer = self._open("GET", path, None, "zh", 30)
        try:
            return answer.read().decode()
        finally:
            connection.close()

    def put(self, path, body, kind="application/json"):
        """:param body: text where the kind is not JSON"""
        return self._call("PUT", path, body, kind=kind)

    def post(self, path, body=None):
        return self._call("POST", path, body)

    def events(self, job, seconds):
        """(name, data) of the job's live stream, until it ends."""
        connection, answer = self._open("GET", f"/api/v1/jobs/{job}/events", None, "zh", seconds)
        name, data = "", []
        try:
            for raw in answer:
                line = raw.decode().rstrip("\r\n")
                field, _, value = line.partition(":")
                value = value.removeprefix(" ")
                if field == "event":
                    name = value
                elif field == "data":
                    data.append(value)
                elif not line and data:
                    yield name, json.loads("\n".join(data))
                    name, data = "", []
        except TimeoutError:
            raise Broken(f"the live stream of job {job} was silent for {seconds} s") from None
        finally:
            connection.close()

    def _call(self, method, path, body, language="zh", kind="application/json"):
        connection, answer = self._open(method, path, body, language, 30, kind)
        try:
            return json.loads(answer.read() or b"null")
        finally:
            connection.close()

    def _open(self, method, path, body, language, seconds, kind="application/json"):
        connection = http.client.HTTPConnection(self.address, timeout=seconds)
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": language}
        data = None
        if body is not None:
            headers["Content-Type"] = kind
            data = (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
        connection.request(method, urllib.parse.quote(path, safe="/:?=&"), data, headers)
        answer = connection.getresponse()
        if answer.status >= 300:
            raise Broken(f"{method} {path} was answered with {answer.status}: {answer.read().decode()[:500]}")
        return connection, answer
