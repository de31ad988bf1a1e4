"""The processes of the demo: each in a process group of its own, with a log, and ended by that group."""

import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import time
import uuid

MARK = "SLIPWAY_DEMO_RUN"
STOP_SECONDS = 20
SET_CHILD_SUBREAPER = 36  # linux/prctl.h


class Broken(Exception):
    """Something is not as it should be; the message is one sentence for the user."""


class Child:
    """
    :param begun: size of the log before this run; what stands before it is of an earlier run of the same name
    """

    def __init__(self, name, process, log, begun):
        self.name = name
        self.process = process
        self.log = log
        self.begun = begun

    def alive(self):
        return self.process.poll() is None

    def text(self):
        return self.log.read_bytes()[self.begun :].decode(errors="replace")

    def signal(self, number):
        if self.alive():  # not reaped, so the id is still this group's
            os.killpg(self.process.pid, number)

    def wait_for(self, word, seconds):
        """Waits until the log has the word."""
        end = time.monotonic() + seconds
        while word not in self.text():
            if not self.alive():
                raise Broken(f"{self.name} ended with {self.process.returncode} before it was ready")
            if time.monotonic() > end:
                raise Broken(f"{self.name} was not ready after {seconds} s")
            time.sleep(0.02)


def adopt_orphans():
    """What our children leave behind becomes our child; the first process of a container may never reap it."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans():
    """Only once every child of ours is reaped; returns whether any orphan still runs."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
        return True
    except ChildProcessError:
        return False


class Children:
    """Starts and ends processes below one directory; must be used from the main thread only."""

    def __init__(self, directory):
        self.directory = directory
        self.logs = directory / "logs"
        self.mark = uuid.uuid4().hex
        self.all = []
        for name in ("logs", "home", "tmp"):
            (directory / name).mkdir()
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin",
            "HOME": str(directory / "home"),
            "TMPDIR": str(directory / "tmp"),
            "LC_ALL": "C.UTF-8",
            "ERL_CRASH_DUMP_SECONDS": "0",
            MARK: self.mark,
        }
        if "JAVA_HOME" in os.environ:
            self.environment["JAVA_HOME"] = os.environ["JAVA_HOME"]
        adopt_orphans()
        # Where this process is killed without a chance to clean up, the kernel ends its children.
        self.tied = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []

    def start(self, name, command, cwd=None, **environment):
        log = self.logs / f"{name}.log"
        with log.open("ab") as out:
            begun = os.fstat(out.fileno()).st_size
            process = subprocess.Popen(
                self.tied + [str(part) for part in command],
                cwd=cwd or self.directory,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, process, log, begun)
        self.all.append(child)
        return child

    def finish(self, child, seconds):
        """Waits for a child that ends by itself."""
        try:
            code = child.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"{child.name} did not end within {seconds} s") from None
        self.all.remove(child)
        if code != 0:
            raise Broken(f"{child.name} ended with {code}: {child.text().strip()[-300:]}")
        return child.text()

    def stop(self, children):
        for child in children:
            child.signal(signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        for child in children:
            try:
                child.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()
        self.all = [child for child in self.all if child not in children]

    def stop_all(self):
        """Ends everything; returns what still runs two seconds later, as texts. Nothing should."""
        self.stop(list(self.all))
        end = time.monotonic() + 2
        while (_reap_orphans() or self.left()) and time.monotonic() < end:
            time.sleep(0.05)
        left = self.left()
        for pid in left:
            os.kill(pid, signal.SIGKILL)  # it carries our mark, so it is ours
        return [f"{pid} {command}" for pid, command in left.items()]

    def left(self):
        """Processes that carry our mark, by id: also such as left their group or lost their parent."""
        found = {}
        wanted = f"{MARK}={self.mark}".encode()
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if wanted in (entry / "environ").read_bytes().split(b"\0"):
                        found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:120]
                except OSError:
                    continue  # gone meanwhile, or another user's
        return found
