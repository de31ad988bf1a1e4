"""Processes under supervisord: registered, watched, restarted by a selector, and their logs."""

import time
import uuid

import fleet as fleets
from proof import readings

AREA = "/api/v1/projects/ssss/areas/大陆"
PROJECT = "/api/v1/projects/ssss"
BOARD_SECONDS = 20
JOB_SECONDS = 60
LABELS = {"game": "production", "cross": "gray", "cross_center": "production"}


class ServiceActs:
    def __init__(self, screen, api, fleet, expect):
        self.screen = screen
        self.api = api
        self.fleet = fleet
        self.expect = expect

    def tell(self):
        self.register()
        before = self.board(lambda rows: all(row["state"] == "RUNNING" for row in rows))
        self.restart(before)
        self.log()

    def register(self):
        self.screen.title("登记游戏服(CSV,中文表头)", "register the game servers from a table")
        lines = ["项目类型,大区名称,服务器IP,机器名,进程名,进程路径,角色,标签"]
        for ip, role, name in fleets.servers():
            live = self.fleet.live(ip, name)
            lines.append(f"GameServer,{name} 区,{ip},host-{ip.rpartition('.')[2]},{name},{live},{role},{LABELS[role]}")
        taken = self.api.put(f"{PROJECT}/game-servers", "\n".join(lines) + "\n", "text/csv")
        self.expect(taken["counts"]["added"] == len(fleets.servers()), f"the table was taken as {taken['counts']}")
        self.screen.line(f"  + {taken['counts']['added']}  {lines[0]}")
        self.screen.line(f"      {lines[1]}")

    def board(self, ready):
        """The rows of all game servers by name, once they are as wanted."""
        wanted = {name for _, _, name in fleets.servers()}
        end = time.monotonic() + BOARD_SECONDS
        while True:
            rows = self.api.get(f"{PROJECT}/processes")["processes"]
            if {row.get("server") for row in rows} >= wanted and ready(rows):
                return {row["server"]: row for row in rows if "server" in row}
            self.expect(time.monotonic() < end, f"the board does not come to show it: {rows[:3]}")
            time.sleep(0.1)

    def restart(self, before):
        cross = [(ip, name) for ip, role, name in fleets.servers() if role == "cross"]
        self.screen.title(f"重启 {len(cross)} 个跨服进程", "POST services: restart by selector, polled, told per IP")
        old = readings(self.fleet)
        accepted = self.api.post(
            f"{AREA}/services", {"uuid": str(uuid.uuid4()), "action": "restart", "servers": {"roles": ["cross"]}}
        )
        job = self._await(accepted["job_id"])
        targets = self.api.get(f"/api/v1/jobs/{accepted['job_id']}/targets")["targets"]
        self.expect(job["state"] == "SUCCEEDED", f"the restart is {job['state']}: {targets}")
        new = readings(self.fleet)
        after = self.board(
            lambda rows: all(
                row["state"] == "RUNNING" and row["pid"] == int(new[row["server"]].os_pid)
                for row in rows
                if row.get("server") in new
            )
        )
        rows = []
        for ip, _, name in fleets.servers():
            restarted = (ip, name) in cross
            self.expect((old[name].os_pid != new[name].os_pid) == restarted, f"{name}: {old[name].os_pid} {new[name].os_pid}")
            self.expect(new[name].version == "2", f"{name} came back with version {new[name].version}")
            if restarted:
                change = f"{before[name]['pid']} → {after[name]['pid']}"
                rows.append((name, ip, change, after[name]["state"], after[name]["description"]))
        self.screen.table(("server", "IP", "pid", "state", "info"), rows)
        for target in targets:
            for server in target["servers"]:
                self.screen.line(f"  {target['key']:12} {server['name']:9} {server['service_data']['data']}")
        told = self.api.get(f"/api/v1/jobs/{accepted['job_id']}/callbacks")["callbacks"]
        self.expect(len(told) == 4, f"the CMDB is told {len(told)} times, not of the start, two IPs and the end")
        self.screen.line(f"  ✓ 其余 {len(fleets.servers()) - len(cross)} 个进程未被触碰 · no other process was touched")

    def log(self):
        ip, name = next((ip, name) for ip, role, name in fleets.servers() if role == "cross")
        self.screen.title(f"{name} 的日志", "its stdout log, read through supervisord: Chinese and coloured")
        text = self.api.text(f"{PROJECT}/game-servers/{ip}:{name}/logs/stdout")
        lines = text.splitlines()
        self.expect(sum("[启动]" in line for line in lines) >= 2, f"the log does not show both starts: {lines[-5:]}")
        self.expect("\x1b" not in text, "the log has control characters")
        for line in lines[-3:]:
            self.screen.line(f"  {line}")

    def _await(self, job_id):
        end = time.monotonic() + JOB_SECONDS
        while True:
            job = self.api.get(f"/api/v1/jobs/{job_id}")
            if job["state"] in ("SUCCEEDED", "FAILED", "PARTIAL", "CANCELLED") or time.monotonic() > end:
                return job
            time.sleep(0.05)
