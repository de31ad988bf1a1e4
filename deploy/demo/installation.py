"""One Slipway installation: its secrets, the version receiver's tree, its configuration and its process."""

import base64
import hashlib
import os
import shutil

from children import Broken
from fleet import secret_file

VERSION = "004200000"
QUEUES = {"file_pull8": "file-pull", "file_push8": "file-push", "ops_manager8": "ops-manager"}
READY_SECONDS = 120

SETTINGS = """\
server: {{port: {http}}}
slipway:
  standalone:
    data: {root}/data
    file-pull: {{queues: [file_pull8]}}
    file-push: {{queues: [file_push8]}}
    ops-manager: {{queues: [ops_manager8]}}
  file-pull: {{version-root: {root}/receiver/version_update, backup-root: {root}/receiver/hot_backup}}
  file-push: {{backup-root: {root}/receiver/hot_backup}}
  ops-manager:
    hot-root: {root}/ops/hot
    journal: {root}/ops/journal
    board: {{interval: 1s}}
    projects:
      ssss:
        host-root: "{root}/hosts/{{ip}}"
        epmd-port: {epmd}
        cookie-file: {cookie}
        direct: {{port: {rsync}, module: game, user: game, password-file: {root}/secrets/game.password}}
        release: {{roots: ["{root}/hosts"]}}
        service:
          supervisor: {{port: {supervisor}, user: slipway, password-file: {root}/secrets/supervisor.password}}
"""


class Site:
    def __init__(self, children, directory):
        self.children = children
        self.directory = directory
        self.secrets = directory / "secrets"
        self.secrets.mkdir(mode=0o700)
        for user in ("cmdb_user", "game", "supervisor"):
            password = os.urandom(18).hex()
            secret_file(self.secrets / f"{user}.password", password + "\n")
            secret_file(self.secrets / f"{user}.secrets", f"{user}:{password}\n")
        self.webhook_secret = os.urandom(24)
        self.webhook_file = secret_file(
            self.secrets / "webhook", "whsec_" + base64.b64encode(self.webhook_secret).decode() + "\n"
        )
        self.process = None
        self.url = None

    def receive_version(self, beam):
        """The version receiver's tree as it stands before a pull; the project's directory has another name."""
        server = self.directory / "receiver" / "version_update" / "server"
        self.source = server / "x" / "cn" / VERSION / "reloadfiles"
        (self.source / "ebin").mkdir(parents=True)
        (self.source / "config").mkdir()
        (server / "ssss").symlink_to("x")
        self.packages = self.directory / "receiver" / "version_update" / "release" / "ssss"
        (self.directory / "receiver" / "hot_backup").mkdir()
        shutil.copy(beam, self.source / "ebin" / "player.beam")
        (self.source / "notice.txt").write_text(f"version {VERSION}\n")
        (self.source / "config" / "活动配置.cfg").write_text("活动 = 双倍经验\n")

    def md5_by_name(self):
        return {
            str(path.relative_to(self.source)): md5(path) for path in sorted(self.source.rglob("*")) if path.is_file()
        }

    def start(self, jar, fleet):
        (self.directory / "ops").mkdir(exist_ok=True)
        settings = SETTINGS.format(
            root=self.directory,
            http=fleet.http_port,
            epmd=fleet.epmd_port,
            cookie=fleet.cookie,
            rsync=fleet.rsync_port,
            supervisor=fleet.supervisor_port,
        )
        (self.directory / "slipway.yaml").write_text(settings)
        home = os.environ.get("JAVA_HOME")
        command = [f"{home}/bin/java" if home else "java", "-Xmx512m", "-XX:+UseSerialGC"]
        command += ["-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", f"-Djava.io.tmpdir={self.directory / 'tmp'}"]
        self.process = self.children.start("slipway", [*command, "-jar", jar])
        self.url = f"http://127.0.0.1:{fleet.http_port}"

    def await_ready(self):
        self.process.wait_for("Slipway is ready", READY_SECONDS)
        token = self.directory / "data" / "admin.token"
        if token.stat().st_mode & 0o077:
            raise Broken("the admin token can be read by others")
        return token.read_text().strip()


def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


def project(fleet_hosts, manager_ip, manager_port, site, callback_url):
    """The onboarding document of project ssss."""
    manager = {
        "ip": manager_ip,
        "port": manager_port,
        "module": "cmdb_hot_server",
        "user": "cmdb_user",
        "pass_file": str(site.secrets / "cmdb_user.password"),
    }
    area = {"name": "大陆", "codes": ["cn"], "hosts": list(fleet_hosts), "rsync_managers": [manager]}
    return {
        "name": "三生三世",
        "areas": [area],
        "erlang_commands": [
            {"call": "code:soft_purge(atom)", "idempotent": True},
            {"call": "code:load_file(atom)", "idempotent": True},
            {"call": "player:grant(integer)", "idempotent": False},
            {"call": "player:ready()", "idempotent": True},
        ],
        "command_limit_seconds": 20,
        "callback": {"url": callback_url, "secret_file": str(site.webhook_file)},
    }
