"""The game hosts: per IP an rsync daemon and a supervisord with two or three Erlang nodes, found through one epmd."""

import getpass
import os
import pathlib
import random
import shutil
import socket
import time

from children import Broken

GAME = pathlib.Path(__file__).parent / "game"
#: IP to (role, game servers). The names are those of the CMDB's own documentation, "corss" included.
HOSTS = {
    "127.0.1.1": [("game", ["qq_1", "qq_2"])],
    "127.0.1.2": [("game", ["qq_3", "qq_4"])],
    "127.0.1.3": [("game", ["qq_5"]), ("cross", ["cross_1", "corss_2"])],
    "127.0.1.4": [("cross", ["cross_3", "corss_4"])],
    "127.0.1.5": [("cross_center", ["center_1", "center_2"])],
    "127.0.1.6": [("cross_center", ["center_4", "center_6"])],
}
OPS_MANAGER = "127.0.1.9"
DOWN = "127.0.1.6"
START_SECONDS = 40


SUPERVISORD = """\
[supervisord]
nodaemon = true
user = {user}
pidfile = {etc}/supervisord.pid
logfile = {etc}/supervisord.log
childlogdir = {etc}
[inet_http_server]
port = {ip}:{port}
username = slipway
password = {password}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
{programs}
"""
PROGRAM = """\
[program:{name}]
command = {command}
directory = {live}
startsecs = 1
stopwaitsecs = 10
stdout_logfile = {log}
stderr_logfile = {log}.err
"""


def servers():
    """(ip, role, name) of every game server."""
    return [(ip, role, name) for ip, roles in HOSTS.items() for role, names in roles for name in names]


def names(ip):
    return [name for host, _, name in servers() if host == ip]


def by_role():
    """The shape of update_server_list."""
    lists = {}
    for ip, role, name in servers():
        lists.setdefault(role, {}).setdefault(ip, []).append(name)
    return lists


def free_ports(count):
    """Ports that nobody listens on at any local address, below those the kernel gives out by itself."""
    found = []
    for port in random.sample(range(20_000, 32_000), 1000):
        with socket.socket() as one:
            try:
                one.bind(("", port))
                found.append(port)
            except OSError:
                continue
        if len(found) == count:
            return found
    raise Broken("there are no free ports from 20000 to 32000")


def secret_file(path, text):
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    return path


class Fleet:
    """:param secrets: directory of the password files"""

    def __init__(self, children, directory, secrets):
        self.children = children
        self.directory = directory
        self.hosts = directory / "hosts"
        self.build = directory / "build"
        self.epmd_port, self.rsync_port, self.push_port, self.http_port, self.supervisor_port = free_ports(5)
        self.cookie = secret_file(directory / "home" / ".erlang.cookie", os.urandom(24).hex())
        self.secrets = secrets
        self.running = {ip: [] for ip in [*HOSTS, OPS_MANAGER]}
        self.probes = 0

    def compile(self):
        jobs = []
        for version in (1, 2, 3, 4):
            into = self.build / f"v{version}"
            into.mkdir(parents=True)
            jobs.append(self._erlc(f"player-{version}", into, "player.erl", f"-DVERSION={version}"))
        jobs.append(self._erlc("probe", self.build, "probe.erl"))
        for job in jobs:
            self.children.finish(job, START_SECONDS)

    def start(self):
        addresses = ",".join([*HOSTS])
        epmd = self.children.start("epmd", ["epmd", "-port", self.epmd_port, "-address", addresses])
        self._await_port(epmd, "127.0.0.1", self.epmd_port)
        for ip in HOSTS:
            self._begin(ip)
        self._begin_rsync(OPS_MANAGER, self.push_port, "cmdb_hot_server", "cmdb_user", self.directory / "ops" / "hot")
        for ip in self.running:
            self._ready(ip)

    def up(self, ip):
        self._begin(ip)
        self._ready(ip)

    def down(self, ip):
        self.children.stop(self.running[ip])
        self.running[ip] = []

    def live(self, ip, name):
        return self.hosts / ip / name

    def probe(self):
        """Asks every node directly: name to a list of fields, see probe.erl; ["down"] for one that does not answer."""
        self.probes += 1
        command = ["erl", "-noinput", "-hidden", "-name", f"probe_{self.probes}@127.0.0.1", "-start_epmd", "false"]
        command += ["+S", "1:1", "-pa", self.build, "-run", "probe", "main"]
        for ip, _, name in servers():
            command += [f"{name}@{ip}", self.live(ip, name) / "ebin" / "player.beam"]
        child = self.children.start(f"probe-{self.probes}", command, ERL_EPMD_PORT=str(self.epmd_port))
        lines = [line.split() for line in self.children.finish(child, START_SECONDS).splitlines()]
        answers = {line[0].partition("@")[0]: line[1:] for line in lines if "@" in line[0]}
        if len(answers) != len(servers()):
            raise Broken(f"the probe answered for {len(answers)} of {len(servers())} game servers")
        return answers

    def _erlc(self, name, into, source, *options):
        return self.children.start(f"erlc-{name}", ["erlc", "-Werror", "-o", into, *options, source], cwd=GAME)

    def _begin(self, ip):
        self._begin_rsync(ip, self.rsync_port, "game", "game", self.hosts / ip)
        etc = self.directory / "supervisord" / ip
        etc.mkdir(parents=True, exist_ok=True)
        for log in etc.glob("*.log"):
            log.unlink()  # what says "ready" there is of an earlier run
        password = (self.secrets / "supervisor.password").read_text().strip()
        user = getpass.getuser()
        programs = "".join(
            self._program(etc, host, name, 1000 * index)
            for index, (host, _, name) in enumerate(servers(), start=1)
            if host == ip
        )
        settings = SUPERVISORD.format(
            user=user, etc=etc, ip=ip, port=self.supervisor_port, password=password, programs=programs
        )
        (etc / "supervisord.conf").unlink(missing_ok=True)
        configuration = secret_file(etc / "supervisord.conf", settings)
        command = ["supervisord", "--nodaemon", "--configuration", configuration]
        child = self.children.start(f"supervisord-{ip}", command, ERL_EPMD_PORT=str(self.epmd_port))
        child.logs = [etc / f"{name}.log" for name in names(ip)]
        self.running[ip].append(child)

    def _program(self, etc, ip, name, gold):
        live = self.live(ip, name)
        if not live.exists():
            self._install(live)
        interface = "{" + ip.replace(".", ",") + "}"
        command = f"erl -noinput -name {name}@{ip} -start_epmd false +S 1:1 +A 1 +sbwt none +sbwtdcpu none +sbwtdio none"
        command += f" -kernel inet_dist_use_interface '{interface}' -pa {live}/ebin"
        command += f""" -eval '{{ok, _}} = player:start({gold}), io:format("ready~n").'"""
        return PROGRAM.format(name=name, command=command, live=live, log=etc / f"{name}.log")

    def _install(self, live):
        """What runs before the update: version 1, and older texts, in a directory that the live one is a link to."""
        first = live.parent / "installed" / live.name
        first.mkdir(parents=True)
        live.symlink_to(first.relative_to(live.parent))
        (live / "ebin").mkdir()
        (live / "config").mkdir()
        shutil.copy(self.build / "v1" / "player.beam", live / "ebin")
        (live / "notice.txt").write_text("version 003100000\n")
        (live / "config" / "活动配置.cfg").write_text("活动 = 无\n")

    def _begin_rsync(self, ip, port, module, user, path):
        path.mkdir(parents=True, exist_ok=True)
        etc = self.directory / "rsyncd"
        etc.mkdir(exist_ok=True)
        configuration = etc / f"{ip}.conf"
        rights = "uid = root\ngid = root\n" if os.geteuid() == 0 else ""
        # Without chroot, so that it also works where root may not: a container, or another user.
        configuration.write_text(
            f"pid file = {etc}/{ip}.pid\nlock file = {etc}/{ip}.lock\nuse chroot = no\nmunge symlinks = no\n{rights}"
            f"read only = no\nlist = no\ntimeout = 60\nauth users = {user}\n"
            f"secrets file = {self.secrets / (user + '.secrets')}\n[{module}]\npath = {path}\n"
        )
        (etc / f"{ip}.pid").unlink(missing_ok=True)
        command = ["rsync", "--daemon", "--no-detach", f"--address={ip}", f"--port={port}", f"--config={configuration}"]
        child = self.children.start(f"rsync-{ip}", command + ["--log-file=/dev/stdout"])
        child.port = port
        self.running[ip].append(child)

    def _ready(self, ip):
        for child in self.running[ip]:
            if hasattr(child, "port"):
                self._await_port(child, ip, child.port)
            else:
                self._await_ready(child)

    @staticmethod
    def _await_ready(child):
        end = time.monotonic() + START_SECONDS
        while not all(log.is_file() and "ready" in log.read_text(errors="replace") for log in child.logs):
            if not child.alive() or time.monotonic() > end:
                raise Broken(f"the game servers of {child.name} are not ready")
            time.sleep(0.02)

    @staticmethod
    def _await_port(child, ip, port):
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection((ip, port), 1).close()
                return
            except OSError as failure:
                if not child.alive() or time.monotonic() > end:
                    raise Broken(f"{child.name} does not answer on {ip}:{port}: {failure}") from None
                time.sleep(0.02)
