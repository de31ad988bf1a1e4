"""A job as it goes: one row per game host, fed by the live stream."""

import time

from children import Broken
from screen import Live

PHASES = ("copy", "verify", "erl")
HEAD = ("IP", "state", "attempt", *PHASES, "message")
WIDTHS = (15, 9)
OVER = {"SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED"}
STREAM_SECONDS = 60


class HostRow:
    def __init__(self, ip):
        self.ip = ip
        self.state = "PENDING"
        self.attempt = 0
        self.phase = ""
        self.message = ""

    def take(self, line):
        progress = line.get("progress") or {}
        if line["attempt"] != self.attempt:
            self.phase = ""
        self.state, self.attempt = line["state"], line["attempt"]
        if progress.get("phase") in PHASES:
            self.phase = progress["phase"]
            self.message = f"{progress['done']}/{progress['total']} {progress['unit']}"
        if self.state == "SUCCEEDED":
            self.message = f"{line['files']} files, {line['bytes']} bytes"
        elif self.state in ("FAILED", "UNKNOWN"):
            self.message = line.get("failure_code") or ""

    def cells(self):
        at = PHASES.index(self.phase) if self.phase else 0
        begun = self.phase != "" or self.state != "RUNNING"
        marks = []
        for index in range(len(PHASES)):
            if self.state == "SUCCEEDED" or (index < at and begun):
                marks.append("✓")
            elif index == at and self.state in ("FAILED", "UNKNOWN"):
                marks.append("✗")
            elif index == at and self.state == "RUNNING":
                marks.append("…")
            else:
                marks.append("·")
        return (self.ip, self.state, self.attempt or "", *marks, self.message)


def follow(api, job, hosts, screen, message=lambda ip: None):
    """
    Shows the job until it is over.

    :param message: the last word on an IP, asked once the job is over
    :return: the job as it ended
    """
    rows = {ip: HostRow(ip) for ip in hosts}
    live = Live(screen)
    last = None
    for name, data in api.events(job, STREAM_SECONDS):
        targets = data.get("targets", []) if name in ("snapshot", "target") else []
        for line in targets:
            if line["step"] == "APPLY" and line["key"] in rows:
                rows[line["key"]].take(line)
        if name in ("snapshot", "job"):
            last = data["job"] if name == "snapshot" else data
        live.show(_lines(screen, last, rows))
    if last is None or last["state"] not in OVER:
        raise Broken(f"the live stream of job {job} ended before the job did")
    for row in rows.values():
        row.message = message(row.ip) or row.message
    live.show(_lines(screen, last, rows))
    return last


def wait_for(api, job, states):
    """:return: the job, once its state is one of those"""
    end = time.monotonic() + STREAM_SECONDS
    while time.monotonic() < end:
        seen = api.get(f"/api/v1/jobs/{job}")
        if seen["state"] in states:
            return seen
        if seen["state"] in OVER:
            break
        time.sleep(0.1)
    raise Broken(f"job {job} is {seen['state']}, not {' or '.join(sorted(states))}")


def _lines(screen, job, rows):
    steps = "  ".join(f"{step['kind']} {step['state'].lower()}" for step in job["steps"])
    head = f"  job {job['state']} · round {job['round']} · {steps}"
    return [head, *screen.rows(HEAD, [row.cells() for row in rows.values()], WIDTHS)]
