"""What the demo shows, act by act. Every act checks what it shows; the first thing that is wrong ends the demo."""

import time
import uuid

import fleet as fleets
from callbacks import CallbackActs
from children import Broken
from dashboard import DashboardActs
from installation import QUEUES, VERSION, project
from proof import HEAD, Proof, readings
from releases import ReleaseActs
from services import ServiceActs
from watch import follow

GRANT = 500
COMMANDS = ["code:soft_purge(player).", "code:load_file(player).", f"player:grant({GRANT})."]
PULL_SECONDS = 30
AREA = "/api/v1/projects/ssss/areas/大陆"


class Story:
    def __init__(self, screen, api, site, fleet, cmdb):
        self.screen = screen
        self.api = api
        self.site = site
        self.fleet = fleet
        self.cmdb = cmdb
        self.uuid = str(uuid.uuid4())
        self.checks = 0
        self.job = None
        self.proof = Proof(fleet, GRANT, site.md5_by_name())

    def expect(self, good, sentence):
        self.checks += 1
        if not good:
            raise Broken(sentence)

    def tell(self):
        self.meet_the_fleet()
        self.onboard()
        files = self.pull()
        self.host_goes_down()
        self.hot_update(files)
        callbacks = CallbackActs(self.screen, self.api, self.cmdb, self.expect, self.uuid, self.job)
        callbacks.check(1, list(fleets.HOSTS), failed=[fleets.DOWN])
        callbacks.replay()
        callbacks.forge()
        self.prove(down=[fleets.DOWN])
        self.retry()
        callbacks.check(2, [fleets.DOWN], failed=[])
        self.prove(down=[])
        ServiceActs(self.screen, self.api, self.fleet, self.expect).tell()
        ReleaseActs(self.screen, self.api, self.site, self.fleet, self.expect).tell()
        self.dashboard = DashboardActs(self.screen, self.site, self.api, self.expect)
        self.dashboard.tell(files)

    def meet_the_fleet(self):
        self.screen.title("机群:真实的 Erlang 游戏服", "the fleet: real Erlang game servers")
        self.before = readings(self.fleet)
        rows = []
        for ip, roles in fleets.HOSTS.items():
            names = [name for _, group in roles for name in group]
            gold = ", ".join(f"{name} {self.before[name].gold}" for name in names)
            rows.append((ip, " + ".join(role for role, _ in roles), len(names), gold))
        self.screen.table(("IP", "roles", "nodes", "game servers and their live gold, player version 1"), rows)
        for name, reading in self.before.items():
            self.expect(reading.up and reading.version == "1", f"{name} does not run version 1 before the update")

    def onboard(self):
        self.screen.title("接入项目 ssss(三生三世,大陆)", "onboard a project: 1 document, 3 queue mappings")
        document = project(fleets.HOSTS, fleets.OPS_MANAGER, self.fleet.push_port, self.site, self.cmdb.url)
        self.api.put("/api/v1/projects/ssss", document)
        for queue, role in QUEUES.items():
            self.api.put(
                f"/api/v1/queue-mappings/{queue}", {"role": role, "projects": ["jyjh", "snqxz", "ssss", "csxy"]}
            )
        stored = self.api.get("/api/v1/projects/ssss")
        self.expect(stored["areas"][0]["hosts"] == list(fleets.HOSTS), "the project was not stored as it was sent")
        self.screen.line(f"  {', '.join(f'{queue} → {role}' for queue, role in QUEUES.items())}")
        for call in document["erlang_commands"]:
            self.screen.line(f"  {call['call']:28} {'idempotent' if call['idempotent'] else 'not idempotent'}")

    def pull(self):
        self.screen.title(f"获取版本 {VERSION} 的文件列表", "POST file-pulls: snapshot and file list")
        body = {"uuid": self.uuid, "version": VERSION, "update_type": "hot_server"}
        accepted = self.api.post(f"{AREA}/file-pulls", body)
        end = time.monotonic() + PULL_SECONDS
        while True:
            job = self.api.get(f"/api/v1/jobs/{accepted['job_id']}")
            if job["state"] in ("SUCCEEDED", "FAILED", "PARTIAL", "CANCELLED") or time.monotonic() > end:
                break
            time.sleep(0.05)
        self.expect(job["state"] == "SUCCEEDED", f"the pull is {job['state']}: {job.get('note')}")
        files = self.api.get(f"/api/v1/jobs/{accepted['job_id']}/files")["files"]
        self.screen.table(("file", "bytes", "MD5"), [(one["name"], one["size"], one["md5"]) for one in files])
        listed = {one["name"]: one["md5"] for one in files}
        self.expect(listed == self.site.md5_by_name(), "the file list is not what lies on the version receiver")
        return files

    def host_goes_down(self):
        self.screen.title(f"主机 {fleets.DOWN} 宕机(演示用)", "a host goes down, on purpose")
        self.fleet.down(fleets.DOWN)
        self.screen.line(f"  {fleets.DOWN}: rsync daemon and {len(fleets.names(fleets.DOWN))} game servers stopped")

    def hot_update(self, files):
        self.screen.title("后端热更新", "POST hot-updates, live per IP")
        body = {
            "update_type": "hot_client",  # as the CMDB's documentation prints it; the shape tells
            "update_server_list": fleets.by_role(),
            "uuid": self.uuid,
            "version": VERSION,
            "update_file_list": [{"file_name": one["name"], "file_md5": one["md5"]} for one in files],
            "erlang_cmd_list": COMMANDS,
        }
        accepted = self.api.post(f"{AREA}/hot-updates", body)
        self.job = accepted["job_id"]
        job = follow(self.api, self.job, fleets.HOSTS, self.screen, self._message)
        self.expect(job["state"] == "PARTIAL", f"the job is {job['state']}, not PARTIAL")
        again = self.api.post(f"{AREA}/hot-updates", body)
        self.expect(again["duplicate"] and again["job_id"] == self.job, "the repeated request made another job")
        states = {ip: target["state"] for ip, target in self._hosts().items()}
        wanted = {ip: "FAILED" if ip == fleets.DOWN else "SUCCEEDED" for ip in fleets.HOSTS}
        self.expect(states == wanted, f"the hosts ended as {states}")
        failure = self._hosts()[fleets.DOWN]["failure"]
        advice = self._hosts("en")[fleets.DOWN]["failure"]["advice"]
        self.screen.line(f"  ✗ {fleets.DOWN}  {failure['code']} ({failure['type']})  {failure['message']}")
        self.screen.line(f"    建议 advice: {failure['advice']} · {advice}")
        self.expect(failure["code"] == "unreachable", f"the host that is down has the code {failure['code']}")

    def prove(self, down):
        self.screen.title("证明:直接询问游戏服", "the proof: the game servers asked directly, without Slipway")
        after = readings(self.fleet)
        rows, problems = [], []
        for server in fleets.servers():
            cells, wrong = self.proof.row(server, self.before, after)
            rows.append(cells)
            if server[0] not in down:
                problems += wrong
            elif after[server[2]].up:
                problems.append(f"{server[2]} is up, and should be down")
        self.screen.table(HEAD, rows)
        self.expect(not problems, "; ".join(problems))
        self.screen.line(
            f"  gold: {GRANT} 恰好发放一次 · state kept, and {GRANT} granted exactly once by a command that is not idempotent"
        )

    def retry(self):
        self.screen.title(f"{fleets.DOWN} 恢复,只重试它", "the host is back; POST retry takes only what failed")
        self.fleet.up(fleets.DOWN)
        now = readings(self.fleet)
        for name in fleets.names(fleets.DOWN):
            self.before[name] = now[name]
            self.expect(now[name].version == "1", f"{name} came back with version {now[name].version}")
        untouched = {ip: self._hosts()[ip] for ip in self._all_but_down()}
        self.api.post(f"/api/v1/jobs/{self.job}/retry")
        job = follow(self.api, self.job, fleets.HOSTS, self.screen, self._message)
        self.expect(job["state"] == "SUCCEEDED" and job["round"] == 2, f"after the retry the job is {job['state']}")
        hosts = self._hosts()
        self.expect(
            hosts[fleets.DOWN]["attempt"] == 2, f"{fleets.DOWN} has attempt {hosts[fleets.DOWN]['attempt']}, not 2"
        )
        for ip, target in untouched.items():
            self.expect(hosts[ip] == target and target["attempt"] == 1, f"the retry touched {ip}")
        self.screen.line(
            f"  ✓ 其余 {len(untouched)} 个 IP 未被触碰 · the other {len(untouched)} IPs were not touched: attempt 1"
        )

    def _message(self, ip):
        target = self._hosts()[ip]
        if target["failure"]:
            return f"{target['failure']['code']}: {target['failure']['message']}"
        return f"{len(target['servers'])} servers: {target['servers'][0]['erl_data']['data']}"

    def _hosts(self, language="zh"):
        targets = self.api.get(f"/api/v1/jobs/{self.job}/targets", language)["targets"]
        return {target["key"]: target for target in targets if target["step"] == "APPLY"}

    @staticmethod
    def _all_but_down():
        return [ip for ip in fleets.HOSTS if ip != fleets.DOWN]
