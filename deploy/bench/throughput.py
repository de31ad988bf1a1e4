"""No-op targets through the real path, beside Celery on the same broker; started by run.sh.

One round is: Celery without and with confirms, then Slipway (a) one job of TARGETS, (b) JOBS jobs of TEN, (c) latency of one
target, and in the last round fairness and heap. Prints a line of JSON per measurement and the table at the end.
"""
import json
import os
import signal
import statistics
import subprocess
import sys
import time

TICK = os.sysconf("SC_CLK_TCK")
CELERY_CASES = {"celery": "amqp+rpc late prefetch100", "celery_confirms": "amqp+rpc late prefetch100 confirm"}


def setting(name, default):
    return type(default)(os.environ.get(name, default))


ROUNDS = setting("BENCH_ROUNDS", 5)
TARGETS = setting("BENCH_TARGETS", 10_000)
JOBS = setting("BENCH_JOBS", 1_000)
LATENCIES = setting("BENCH_LATENCIES", 300)
SMALL = setting("BENCH_SMALL", 100)
WARM_UP = setting("BENCH_WARM_UP", 3)
SLOTS = setting("BENCH_SLOTS", 16)
PEER = os.environ.get("BENCH_CELERY", "")
WORK = os.environ["BENCH_DIR"]
LIB = os.environ["BENCH_LIB"]
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
AMQP_PORT = os.environ["AMQP_PORT"]


def cpu_of(pid):
    """Seconds of user and system time of a process."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def busy():
    """(busy, all) ticks of the machine."""
    with open("/proc/stat") as stat:
        ticks = [int(field) for field in stat.readline().split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def quiet(limit=0.15, most=float(os.environ.get("BENCH_QUIET_WAIT", "20"))):
    """Waits until the machine is mostly idle; returns how busy it was at last."""
    end = time.time() + most
    while True:
        b0, a0 = busy()
        time.sleep(1)
        b1, a1 = busy()
        share = (b1 - b0) / max(1, a1 - a0)
        if share < limit or time.time() > end:
            return round(share, 2)


class Meter:
    """CPU of named processes over a section, and what others used of the machine meanwhile."""

    def __init__(self, pids):
        self.pids = pids

    def __enter__(self):
        self.cpu = {name: cpu_of(pid) for name, pid in self.pids.items()}
        self.busy = busy()
        return self

    def __exit__(self, *_):
        self.cpu = {name: cpu_of(pid) - self.cpu[name] for name, pid in self.pids.items()}
        b, a = busy()
        used = (b - self.busy[0]) / TICK
        self.foreign = round(max(0.0, used - sum(self.cpu.values())) / max(0.01, (a - self.busy[1]) / TICK), 2)


class Process:
    """A child that says 'ready' on a line of its own, ended by its pid."""

    def __init__(self, name, arguments, ready, environment=None):
        self.log = open(os.path.join(WORK, name + ".log"), "ab")
        self.child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                      cwd=WORK, env=dict(os.environ, **(environment or {})))
        self.pid = self.child.pid
        for line in self.child.stdout:
            self.log.write(line)
            if ready in line.decode():
                return
        raise SystemExit(f"{name} did not start, see {self.log.name}")

    def drain(self):
        """Lets the process write on: its later lines go to the log."""
        import threading
        threading.Thread(target=lambda: [self.log.write(line) for line in self.child.stdout], daemon=True).start()
        return self

    def ask(self, words):
        self.child.stdin.write((words + "\n").encode())
        self.child.stdin.flush()
        for line in self.child.stdout:
            self.log.write(line)
            if line.startswith(b"{"):
                return json.loads(line)
        raise SystemExit(f"the client ended, see {self.log.name}")

    def end(self):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def heap_used(pid):
    """MiB in use after a full collection."""
    subprocess.run(["jcmd", str(pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
    out = subprocess.run(["jstat", "-gc", str(pid)], check=True, stdout=subprocess.PIPE).stdout.decode().splitlines()
    row = dict(zip(out[0].split(), out[1].split()))
    return sum(float(row[key]) for key in ("S0U", "S1U", "EU", "OU")) / 1024


def java(name, main, *arguments, heap="512m", ready="ready"):
    command = [JAVA, f"-Xmx{heap}", "-XX:+UseSerialGC", *os.environ.get("BENCH_JVM", "").split(), "-XX:+ExitOnOutOfMemoryError", "-cp", LIB, main, *arguments]
    return Process(name, command, ready, {"LC_ALL": "C.UTF-8"})


class Slipway:
    """Dispatcher, no-op workers and client over one store."""

    def __init__(self, store, millis=0):
        kind, port, http = store, os.environ["STORE_PORT"], os.environ["HTTP_PORT"]
        home = os.path.join(WORK, f"{store}-{millis}-{time.time():.0f}")
        os.makedirs(home)
        broker = [f"--spring.rabbitmq.host=127.0.0.1", f"--spring.rabbitmq.port={AMQP_PORT}",
                  "--spring.rabbitmq.username=guest", "--spring.rabbitmq.password=guest"]
        self.parts = []
        self.store = self.start(java("store", "io.slipway.bench.StoreProcess", kind, port, home, heap="2g"))
        self.dispatcher = self.start(java(
            "dispatcher", "io.slipway.dispatcher.DispatcherApplication", *broker, f"--server.port={http}",
            f"--slipway.mongo.uri=mongodb://127.0.0.1:{port}", f"--slipway.access.first-token-file={home}/token",
            "--slipway.quota.requests-per-minute=1000000", "--slipway.quota.open-jobs=1000000",
            "--logging.level.io.slipway.dispatcher.callback=WARN", ready="Started DispatcherApplication"))
        self.dispatcher.drain()
        self.worker = self.start(java("worker", "io.slipway.bench.NoopWorkers", *broker,
                                      f"--slipway.worker.slots={SLOTS}", f"--slipway.bench.millis={millis}",
                                      "--logging.level.io.slipway=WARN"))
        self.worker.drain()
        self.client = self.start(java("client", "io.slipway.bench.BenchClient", f"http://127.0.0.1:{http}",
                                      f"{home}/token"))
        self.pids = {"dispatcher": self.dispatcher.pid, "worker": self.worker.pid, "client": self.client.pid,
                     "broker": int(os.environ["BROKER_PID"])}

    def start(self, process):
        self.parts.append(process)
        return process

    def measured(self, words):
        quiet()
        with Meter(dict(self.pids, store=self.store.pid)) as meter:
            answer = self.client.ask(words)
        return answer, meter

    def load(self, name, words):
        answer, meter = self.measured(words)
        targets = answer["targets"]
        cpu = {part: round(1e6 * seconds / targets) for part, seconds in meter.cpu.items()}
        return dict(case=name, per_s=round(targets / answer["final_ms"] * 1e3), accepted_ms=round(answer["accepted_ms"]),
                    cpu_us=sum(us for part, us in cpu.items() if part != "store"), cpu=cpu, foreign=meter.foreign)

    def end(self):
        for process in reversed(self.parts):
            process.end()


def celery(case):
    """One round of the peer's own bench; targets per second."""
    quiet()
    out = os.path.join(WORK, "celery.jsonl")
    subprocess.run([os.environ.get("PY", sys.executable), os.path.join(PEER, "celery", "bench_celery.py"), "--tasks",
                    str(TARGETS), "--repeats", "1", "--latency", str(LATENCIES), "--only", CELERY_CASES[case]],
                   check=True, stdout=open(out, "w"), env=dict(os.environ, BENCH_OUT=""))
    line = json.loads(open(out).read().strip().splitlines()[-1])
    cpu = line["cpu_us_per_task"]
    return dict(case=case, per_s=line["e2e_tasks_s"], cpu_us=sum(cpu.values()), cpu=cpu, p50=line["lat_ms"]["p50"],
                p99=line["lat_ms"]["p99"], foreign=line["foreign_cpu"])


def say(**line):
    print(json.dumps(line), flush=True)
    with open(os.path.join(WORK, "rounds.jsonl"), "a") as out:
        out.write(json.dumps(line) + "\n")
    return line


def spread(values, digits=0):
    values = [round(value, digits) if digits else round(value) for value in values]
    return f"{statistics.median(values):g} ({min(values):g}-{max(values):g})"


def rounds(store):
    lines = []
    slipway = Slipway(store)
    try:
        for _ in range(WARM_UP):
            slipway.client.ask(f"bulk {TARGETS}")
            slipway.client.ask(f"jobs {JOBS // 4} 10")
        slipway.client.ask(f"latency {LATENCIES}")
        for number in range(ROUNDS):
            for case in CELERY_CASES if PEER else ():
                lines.append(say(store=store, round=number, **celery(case)))
            lines.append(say(store=store, round=number, **slipway.load("a", f"bulk {TARGETS}")))
            lines.append(say(store=store, round=number, **slipway.load("b", f"jobs {JOBS} 10")))
            answer, meter = slipway.measured(f"latency {LATENCIES}")
            lines.append(say(store=store, round=number, case="c", readable=answer["readable"], told=answer["told"],
                             foreign=meter.foreign))
        before = heap_used(slipway.dispatcher.pid)
        slipway.client.ask(f"bulk {TARGETS}")
        lines.append(say(store=store, case="heap", before_mib=round(before, 1),
                         after_mib=round(heap_used(slipway.dispatcher.pid), 1)))
    finally:
        slipway.end()
    return lines


def fairness(store, millis):
    slipway = Slipway(store, millis)
    try:
        slipway.client.ask(f"fair {SMALL} {TARGETS}")
        return [say(store=store, case=f"fair {millis} ms", **slipway.measured(f"fair {SMALL} {TARGETS}")[0])
                for _ in range(max(1, ROUNDS // 2))]
    finally:
        slipway.end()


def of(lines, case, key):
    return [line[key] for line in lines if line["case"] == case]


def table(store, lines):
    rows = [f"store: {store}", f"{'':24}{'per second':>22}{'CPU us per target':>24}{'x Celery, per round':>24}"]
    peers = of(lines, "celery", "per_s")
    for case in ("celery", "celery_confirms", "a", "b"):
        speeds = of(lines, case, "per_s")
        if speeds:
            ratio = spread([speed / peer for speed, peer in zip(speeds, peers)], 2) if peers else "NOT RUN"
            rows.append(f"{case:24}{spread(speeds):>22}{spread(of(lines, case, 'cpu_us')):>24}{ratio:>24}")
    for key, text in (("readable", "POST to status readable"), ("told", "POST to final callback")):
        both = of(lines, "c", key)
        rows.append(f"(c) {text}: p50 {spread([one['p50'] for one in both], 1)} ms,"
                    f" p99 {spread([one['p99'] for one in both], 1)} ms")
    for line in lines:
        if line["case"] == "heap":
            rows.append(f"dispatcher heap over a job of {TARGETS}: {line['before_mib']} -> {line['after_mib']} MiB")
    return "\n".join(rows)


def main():
    if not PEER:
        print("NOT RUN: Celery. Set BENCH_CELERY to the folder with its bench to compare.", flush=True)
    tables = []
    for store in os.environ.get("BENCH_STORES", "memory h2").split():
        tables.append(table(store, rounds(store)))
    for millis in os.environ.get("BENCH_FAIR_MILLIS", "0 20").split():
        for line in fairness("memory", int(millis)):
            ratio = line["beside"]["p99"] / line["alone"]["p99"]
            tables.append(f"fairness, {millis} ms per target: small job p99 {line['alone']['p99']:.1f} ms alone,"
                          f" {line['beside']['p99']:.1f} ms beside {TARGETS} targets: {ratio:.2f} x")
    print("\n" + "\n\n".join(tables))


if __name__ == "__main__":
    main()
