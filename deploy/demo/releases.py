"""Whole versions: unpacked once, planned, released in waves, stopped by a failing canary, rolled back, compared and mended."""

import io
import tarfile
import time
import uuid
import zipfile

import fleet as fleets
from proof import readings

AREA = "/api/v1/projects/ssss/areas/大陆"
PROJECT = "/api/v1/projects/ssss"
TYPE = "GameServer"
GOOD, BAD = "1.0.3", "1.0.4"
CANARY = "127.0.1.3"
SECONDS = 120
OVER = ("SUCCEEDED", "FAILED", "PARTIAL", "CANCELLED")
HEALTH = {"kind": "erlang", "call": "player:ready()", "within_seconds": 3}


class ReleaseActs:
    def __init__(self, screen, api, site, fleet, expect):
        self.screen = screen
        self.api = api
        self.site = site
        self.fleet = fleet
        self.expect = expect

    def tell(self):
        self.set_up()
        self.unpack()
        first = self.release()
        self.versions({name: "3" for _, _, name in fleets.servers()}, "after the release")
        failed = self.canary_fails()
        self.roll_back(failed)
        self.what_runs_where(first)
        self.drift()

    def set_up(self):
        """Each game server gets a file that is its own, and a health check."""
        for ip, _, name in fleets.servers():
            (self.fleet.live(ip, name) / "init.properties").write_text(f"server={name}\n")
        self.api.put(
            f"{PROJECT}/game-servers",
            {"game_servers": [{"ip": ip, "name": name, "health": HEALTH} for ip, _, name in fleets.servers()]},
        )

    def unpack(self):
        self.screen.title("版本包", "POST packages: unpacked once on the receiver, every file with its digest")
        self._build(GOOD, 3)
        self._build(BAD, 4)
        rows = []
        for version in (GOOD, BAD):
            job = self.api.post(
                f"{AREA}/packages", {"uuid": str(uuid.uuid4()), "app_type": TYPE, "version": version}
            )["job_id"]
            self.expect(self._await(job)["state"] == "SUCCEEDED", f"the package {version} was not unpacked")
            package = self._package(version)
            rows.append((version, package["state"], package["files"], package["bytes"], package["tree"]))
        self.screen.table(("version", "state", "files", "bytes", "tree"), rows)

    def release(self):
        servers = len(fleets.servers())
        self.screen.title(f"发布 {GOOD}:先看计划", "POST release-plans: what will happen, before it does")
        plan = self._plan({"version": GOOD, "servers": {"all": True}, "adopt": True, "waves": self._waves()})
        self.expect(plan["servers"] == servers, f"the plan has {plan['servers']} game servers: {plan['refused']}")
        self._show(plan)
        return self._run(plan, "SUCCEEDED")

    def canary_fails(self):
        self.screen.title(f"发布 {BAD}:金丝雀失败", "a version that does not become healthy: the canary stops the rest")
        plan = self._plan({"version": BAD, "servers": {"all": True}, "waves": self._waves()})
        job = self._run(plan, "PAUSED")
        waves = self.api.get(f"/api/v1/jobs/{job}/waves")
        self.expect(waves["pause"]["reason"] == "failures", f"it is paused for {waves['pause']}")
        untouched = [host["ip"] for wave in waves["waves"][1:] for host in wave["ips"] if host["state"] == "HELD"]
        self.expect(len(untouched) == len(fleets.HOSTS) - 1, f"only {untouched} wait")
        self.screen.line(f"  ✗ {CANARY}: {self._failure(job)}")
        self.screen.line(f"  ✓ 其余 {len(untouched)} 台主机未被触碰 · the other {len(untouched)} hosts wait untouched")
        wanted = {name: "4" if ip == CANARY else "3" for ip, _, name in fleets.servers()}
        self.versions(wanted, "after the failed canary")
        covered = self.api.post(f"/api/v1/jobs/{job}/cancel?dry_run=true")["covers"]
        self.screen.line(f"  cancel: {covered['text']}")
        self.api.post(f"/api/v1/jobs/{job}/cancel")
        self.expect(self._await(job)["state"] == "CANCELLED", "the release was not cancelled")
        return job

    def roll_back(self, job):
        self.screen.title("回滚", "roll back exactly the hosts that changed, to a version they still hold")
        plan = self._plan({"purpose": "rollback", "rollback_of": job, "version": GOOD})
        self.expect([host["ip"] for host in plan["plan"]] == [CANARY], f"the plan is about {plan['plan']}")
        self.expect(all(server["holds"] for server in plan["plan"][0]["servers"]), "the hosts do not hold it any more")
        self._show(plan)
        self._run(plan, "SUCCEEDED")
        self.versions({name: "3" for _, _, name in fleets.servers()}, "after the rollback")

    def what_runs_where(self, first):
        self.screen.title("现网版本", "what runs where, as recorded")
        rows = self.api.get(f"{PROJECT}/installations")["installations"]
        self.expect(len(rows) == len(fleets.servers()), f"the record has {len(rows)} game servers")
        for row in rows:
            self.expect(row["base"]["version"] == GOOD, f"{row['name']} is recorded on {row['base']}")
        self.screen.table(
            ("server", "IP", "version", "tree", "since", "before"),
            [
                (row["name"], row["ip"], row["base"]["version"], row["base"]["tree"], row["base"]["at"][:19])
                + (", ".join(base["version"] for base in row["earlier"]) or "-",)
                for row in rows
                if row["ip"] == CANARY or row["name"] in ("qq_1", "center_6")
            ],
        )

    def drift(self):
        self.screen.title("漂移与收敛", "somebody changes a file by hand: drift finds it, converge mends it")
        ip, name = "127.0.1.1", "qq_1"
        changed = self.fleet.live(ip, name) / "notice.txt"
        right = changed.read_text()
        changed.unlink()
        changed.write_text("changed by hand\n")
        job = self.api.post(f"{AREA}/drifts", {"uuid": str(uuid.uuid4()), "servers": {"all": True}})["job_id"]
        self._await(job)
        found = self.api.get(f"/api/v1/jobs/{job}/drift")
        different = [one for one in found["servers"] if one["state"] == "differs"]
        self.expect([one["name"] for one in different] == [name], f"drift found {different}")
        first = different[0]["first"]
        self.screen.line(f"  {ip}  {name}  {', '.join(one['kind'] + ' ' + one['name'] for one in first)}")
        plan = self.api.post(f"{AREA}/converge-plans", {"app_type": TYPE, "drift": job})
        self.expect(plan["servers"] == 1, f"converge is about {plan['servers']} game servers")
        self._run(plan, "SUCCEEDED")
        self.expect(changed.read_text() == right, f"{changed} was not mended")
        self.screen.line(f"  ✓ {name} 已恢复 · is as released again")

    def versions(self, wanted, when):
        """Asks every node itself, and looks at its link and the file that is its own."""
        answers = readings(self.fleet)
        for ip, _, name in fleets.servers():
            self.expect(answers[name].version == wanted[name], f"{name} runs {answers[name].version} {when}")
            live = self.fleet.live(ip, name)
            self.expect(live.is_symlink(), f"{live} is no link")
            own = (live / "init.properties").read_text()
            self.expect(own == f"server={name}\n", f"{name} has the init.properties of another: {own}")
        counts = {version: list(wanted.values()).count(version) for version in sorted(set(wanted.values()))}
        said = ", ".join(f"{count} × {version}" for version, count in counts.items())
        self.screen.line(f"  ✓ 直接询问 {len(wanted)} 个节点 · the nodes themselves say: version {said}")

    def _build(self, version, number):
        beam = (self.fleet.build / f"v{number}" / "player.beam").read_bytes()
        files = {"ebin/player.beam": beam, "notice.txt": f"version {version}\n".encode()}
        files["config/活动配置.cfg"] = f"活动 = {version}\n".encode()
        place = self.site.packages / TYPE
        place.mkdir(parents=True, exist_ok=True)
        if number % 2:
            with zipfile.ZipFile(place / f"{version}.zip", "w") as out:
                for name, content in files.items():
                    out.writestr(f"game/{name}", content)
        else:
            with tarfile.open(place / f"{version}.tar.gz", "w:gz") as out:
                for name, content in files.items():
                    entry = tarfile.TarInfo(f"game/{name}")
                    entry.size = len(content)
                    out.addfile(entry, io.BytesIO(content))

    @staticmethod
    def _waves():
        return {"canary": [CANARY], "sizes": ["2"], "parallel": 2, "between": "continue", "max_failures": "0"}

    def _plan(self, body):
        return self.api.post(f"{AREA}/release-plans", {"app_type": TYPE, **body})

    def _show(self, plan):
        rows = [(wave["number"], wave["name"], " ".join(wave["hosts"])) for wave in plan["waves"]]
        self.screen.table(("wave", "name", "hosts"), rows)
        for part in plan["differences"]:
            self.screen.line(
                f"  {part['from_version'] or '?'} → {plan['version']}: {part['servers']} servers,"
                f" +{part['new']} ~{part['changed']} -{part['removed']}, kept {part['kept']}, {part['bytes']} bytes"
            )

    def _run(self, plan, state):
        job = self.api.post(f"{AREA}/releases", {"uuid": str(uuid.uuid4()), "plan": plan["id"]})["job_id"]
        shown = None
        end = time.monotonic() + SECONDS
        while True:
            waves = self.api.get(f"/api/v1/jobs/{job}/waves")
            line = "  ".join(
                f"{wave['name']} {wave['succeeded'] + wave['failed'] + wave['unknown']}/{wave['hosts']}"
                for wave in waves["waves"]
            )
            if line != shown:
                shown = line
                self.screen.line(f"  {waves['state']:10} {line}")
            if waves["state"] in (*OVER, "PAUSED"):
                break
            if time.monotonic() > end:
                self.expect(False, f"the release takes too long: {waves}")
            time.sleep(0.1)
        self.expect(waves["state"] == state, f"the release is {waves['state']}: {self._failure(job)}")
        if state in OVER:
            self._await(job)
        return job

    def _failure(self, job):
        targets = self.api.get(f"/api/v1/jobs/{job}/targets")["targets"]
        failed = [target for target in targets if target["failure"]]
        if not failed:
            return "-"
        return f"{failed[0]['failure']['code']}: {failed[0]['failure']['message']}"

    def _package(self, version):
        end = time.monotonic() + SECONDS
        while True:
            package = self.api.get(f"{PROJECT}/packages/{TYPE}/{version}")
            if package["state"] == "READY" or time.monotonic() > end:
                return package
            time.sleep(0.05)

    def _await(self, job_id):
        end = time.monotonic() + SECONDS
        while True:
            job = self.api.get(f"/api/v1/jobs/{job_id}")
            if job["state"] in OVER or time.monotonic() > end:
                return job
            time.sleep(0.05)
