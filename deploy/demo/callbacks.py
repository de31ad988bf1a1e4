"""The acts about callbacks: what the CMDB got, in which order, and what it refuses."""

import http.client
import json
import time

import fleet as fleets
from installation import VERSION

SECONDS = 20
ANNOUNCED = {1: ["pushed", "started"], 2: ["started"]}  # a retry of an apply pushes nothing again
SAID = ("push_result", "push_data", "start_result", "start_data", "final_result", "final_data")
COUNTS = ("succeeded", "failed", "unknown")


class CallbackActs:
    """
    :param expect: takes a condition and the sentence to say where it is false
    :param uuid: of the request, which every callback names
    """

    def __init__(self, screen, api, cmdb, expect, uuid, job):
        self.screen = screen
        self.api = api
        self.cmdb = cmdb
        self.expect = expect
        self.uuid = uuid
        self.job = job
        self.forged = 0

    def check(self, number, ips, failed):
        """Round by round: each IP once, between the announcements and the final one."""
        self.screen.title(f"CMDB 收到的回调(第 {number} 轮)", f"callbacks of round {number}, signatures checked")
        done = self.cmdb.wait(lambda cmdb: any(one.kind == "final" for one in cmdb.of_round(number)), SECONDS)
        refused = self.cmdb.refused - self.forged
        self.expect(refused == 0, f"the CMDB refused {refused} callbacks: their signature is wrong")
        self.expect(done, f"no final callback of round {number} came within {SECONDS} s")
        got = self.cmdb.of_round(number)
        rows = [("✓", one.identity.replace(self.job, "…" + self.job[-4:]), _said(one)) for one in got]
        self.screen.table(("", "webhook-id", "what it says"), rows)
        kinds = [one.kind for one in got]
        wanted = ANNOUNCED[number] + ["ip"] * len(ips) + ["final"]
        self.expect(kinds == wanted, f"the callbacks of round {number} came as {', '.join(kinds)}")
        for one in got:
            named = (one.body["uuid"], one.body["update_type"], one.body["version"])
            self.expect(named == (self.uuid, "hot_server", VERSION), f"the callback {one.identity} names another job")
        self._results(got, ips, failed)
        final = got[-1].body
        counts = [final[key] for key in COUNTS]
        right = final["final_result"] is True and counts == [len(fleets.HOSTS) - len(failed), len(failed), 0]
        self.expect(right, f"the final callback says {final}")

    def replay(self):
        final = self.cmdb.of_round(1)[-1]
        self.api.post(f"/api/v1/callbacks/{final.identity}/replay")
        again = (final.identity, True)
        seen = self.cmdb.wait(lambda cmdb: again in cmdb.repeats, SECONDS)
        self.expect(seen and all(same for _, same in self.cmdb.repeats), "a repeated callback had other bytes")
        self.screen.line("  ✓ 重放:同一 id、同样的字节,CMDB 只记一次 · replayed: same id, same bytes, kept once")

    def forge(self):
        self.forged += 1
        status = _forge(self.cmdb.server.server_port, self.cmdb.of_round(1)[-1])
        self.expect(status == 401, f"a forged callback was answered with {status}")
        self.screen.line("  ✓ 伪造的回调被拒绝 · a forged callback was refused: 401")

    def _results(self, got, ips, failed):
        results = {ip: parts for one in got if one.kind == "ip" for ip, parts in one.body["ip"].items()}
        self.expect(sorted(results) == sorted(ips), f"the callbacks named the IPs {sorted(results)}")
        for ip, parts in results.items():
            for part in ("update_data", "erl_data"):
                status = {name: result["status"] for name, result in parts[part].items()}
                wanted = {name: ip not in failed for name in fleets.names(ip)}
                self.expect(status == wanted, f"the callback of {ip} says {part} {status}")


def _said(callback):
    if callback.kind != "ip":
        said = {key: callback.body[key] for key in SAID + COUNTS if key in callback.body}
        return json.dumps(said, ensure_ascii=False)
    parts = next(iter(callback.body["ip"].values()))
    erl = parts["erl_data"]
    good = sum(result["status"] for result in erl.values())
    name, first = next(iter(erl.items()))
    return f"{'✓' if good == len(erl) else '✗'} {good}/{len(erl)} servers; {name}: {first['data']}"


def _forge(port, callback):
    """Sends a callback that says the opposite, signed by nobody who knows the secret."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {
        "webhook-id": callback.identity + ":forged",
        "webhook-timestamp": str(int(time.time())),
        "webhook-signature": "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "slipway-event": "final",
        "slipway-round": "1",
    }
    try:
        connection.request("POST", "/api/hot-update/", callback.raw.replace(b"true", b"false"), headers)
        return connection.getresponse().status
    finally:
        connection.close()
