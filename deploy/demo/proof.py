"""The proof that game servers were updated while they ran: what the nodes themselves say, before and after."""

from installation import md5

HEAD = ("server", "role", "IP", "OS pid", "Erlang pid", "gold", "version", "rank/0")
HEAD += ("loaded md5 = file md5", "files", "ok")


class Reading:
    """What one node answered, see game/probe.erl."""

    def __init__(self, fields):
        self.up = fields != ["down"]
        values = fields if self.up else ["-"] * 7
        self.os_pid, self.pid, self.gold, self.version, self.rank, self.loaded, self.file = values


def readings(fleet):
    return {name: Reading(fields) for name, fields in fleet.probe().items()}


class Proof:
    """
    :param granted: gold the update's command, which is not idempotent, pays once
    :param md5_by_name: the files of the version
    """

    def __init__(self, fleet, granted, md5_by_name):
        self.fleet = fleet
        self.granted = granted
        self.md5_by_name = md5_by_name

    def row(self, server, before, after):
        """The cells of one game server, and what is wrong with it: nothing, where it took the update."""
        ip, role, name = server
        old, new = before[name], after[name]
        if not new.up:
            return (name, role, ip, *["down"] * 7, "✗"), [f"{name} does not answer"]
        right = self._files_right(ip, name)
        checks = {
            "its OS process is another one": old.os_pid == new.os_pid,
            "its Erlang process is another one": old.pid == new.pid,
            f"its gold is {new.gold}, not {old.gold} and {self.granted} once": _sum(old.gold, self.granted) == new.gold,
            f"it answers as version {new.version}, not 2 after 1": (old.version, new.version) == ("1", "2"),
            "rank/0 does not answer from the state it had": new.rank == _ranked(new.gold),
            "the code that runs is not the code in its file": new.loaded == new.file != "-",
            "the code that runs is the old code": new.loaded != old.loaded,
            f"only {right} of its files are those of the version": right == len(self.md5_by_name),
        }
        problems = [f"{name}: {problem}" for problem, good in checks.items() if not good]
        cells = (
            name,
            role,
            ip,
            _same(old.os_pid, new.os_pid),
            _same(old.pid, new.pid),
            f"{old.gold} → {new.gold}",
            f"{old.version} → {new.version}",
            f"{old.rank} → {new.rank}",
            f"{new.loaded[:8]} {'=' if new.loaded == new.file else '≠'} {new.file[:8]}",
            f"{right}/{len(self.md5_by_name)}",
            "✗" if problems else "✓",
        )
        return cells, problems

    def _files_right(self, ip, name):
        live = self.fleet.live(ip, name)
        return sum(
            (live / file).is_file() and md5(live / file) == wanted for file, wanted in self.md5_by_name.items()
        )


def _same(old, new):
    return f"{old} =" if old == new else f"{old} → {new}"


def _sum(gold, more):
    return str(int(gold) + more) if gold.isdigit() else "-"


def _ranked(gold):
    return str(int(gold) // 1000) if gold.isdigit() else "-"
