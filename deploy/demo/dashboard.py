"""The dashboard: its pages, a session as the browser has one, and a hot update that waits for a hand on the button."""

import http.client
import json
import urllib.parse
import uuid

import fleet as fleets
from children import Broken
from installation import VERSION
from watch import wait_for

AREA = "/api/v1/projects/ssss/areas/大陆"
CANARY = "127.0.1.1"
COMMANDS = ["code:soft_purge(player).", "code:load_file(player)."]


class DashboardActs:
    def __init__(self, screen, site, api, expect):
        self.screen = screen
        self.site = site
        self.api = api
        self.expect = expect
        self.job = None

    def tell(self, files):
        """:param files: of the version, as the file list gives them"""
        self.screen.title("管理界面", "the dashboard: a hot update stops after its canary and waits for somebody")
        page = self._ask("GET", "/")[1]
        self.expect('<div id="root">' in page, "the dashboard is not there")
        me, cookie = self._login()
        self.expect(me["grants"] == [{"project": "*", "roles": ["admin"]}], f"the account admin has {me['grants']}")
        self.job = self._begin(files)
        job = wait_for(self.api, self.job, {"PAUSED"})
        self.screen.line(f"  {self.site.url}/jobs/{self.job}  {job['state']}: 金丝雀已完成 · canary {CANARY} is done")
        self.me, self.cookie = me, cookie

    def press_resume(self):
        """What the button does, for a demo that nobody watches: with the session, and with its token against forgery."""
        path = f"/api/v1/jobs/{self.job}/resume"
        status, _ = self._ask("POST", path, cookie=self.cookie)
        self.expect(status == 403, f"a session without its token resumed the job: {status}")
        while True:
            status, text = self._ask("POST", path, cookie=self.cookie, csrf=self.me["csrf"])
            self.expect(status == 202, f"the button was answered with {status}: {text}")
            if wait_for(self.api, self.job, {"PAUSED", "SUCCEEDED"})["state"] == "SUCCEEDED":
                break
        self.screen.line(f"  ✓ 继续 · resumed by the session of {self.me['account']}: SUCCEEDED")

    def password(self):
        return (self.site.directory / "data" / "admin.password").read_text().strip()

    def _begin(self, files):
        body = {
            "update_type": "hot_server",
            "update_server_list": fleets.by_role(),
            "uuid": str(uuid.uuid4()),
            "version": VERSION,
            "update_file_list": [{"file_name": one["name"], "file_md5": one["md5"]} for one in files],
            "erlang_cmd_list": COMMANDS,
            "waves": {"canary": [CANARY], "sizes": ["2"], "between": "confirm", "parallel": 1},
        }
        return self.api.post(f"{AREA}/hot-updates", body)["job_id"]

    def _login(self):
        body = json.dumps({"account": "admin", "password": self.password()})
        connection = self._connection()
        try:
            connection.request("POST", "/api/v1/session", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
            self.expect(answer.status == 200, f"the login was answered with {answer.status}: {text}")
            return json.loads(text), answer.getheader("Set-Cookie").split(";")[0]
        finally:
            connection.close()

    def _ask(self, method, path, cookie=None, csrf=None):
        headers = {"Cookie": cookie} if cookie else {}
        if csrf:
            headers["X-CSRF-Token"] = csrf
        connection = self._connection()
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError as away:
            raise Broken(f"{method} {path}: {away}") from None
        finally:
            connection.close()

    def _connection(self):
        return http.client.HTTPConnection(urllib.parse.urlsplit(self.site.url).netloc, timeout=30)
