#!/usr/bin/env python3
"""A sample CMDB: sends pulls and hot updates to Slipway and takes its callbacks. Standard library only, Python 3.9.

serve takes callbacks, show prints what they said; pull, update, wait and retry are the other direction. See docs/cmdb.md.
"""

import argparse
import base64
import copy
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import re
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

TOLERANCE_SECONDS = 300
MAX_BYTES = 4 << 20
SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schemas"
NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
CALLBACK_ID = re.compile(rf"({NAME}):(pushed|started|final|ip:([0-9.]+))(?::r([1-9][0-9]*))?")
PARTS = {"service": ("service_data", "health_data"), "release": ("release_data", "health_data")}
OVER = ("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED")


class Refused(Exception):
    """A callback that is not taken: the status that says so, a code, and a sentence."""

    def __init__(self, status, code, text):
        super().__init__(text)
        self.status = status
        self.code = code


# --- The shape of a body --------------------------------------------------------------------------------------------


class Schema:
    """A JSON Schema of the kind in docs/schemas. A keyword this class does not know is an error, never passed over."""

    KNOWN = set(
        "$schema $id $defs $ref title description type required properties patternProperties additionalProperties items"
        " enum const pattern minItems maxItems minProperties maxProperties minLength maxLength minimum maximum"
        " dependentRequired".split()
    )
    TYPES = {
        "object": lambda value: isinstance(value, dict),
        "array": lambda value: isinstance(value, list),
        "string": lambda value: isinstance(value, str),
        "boolean": lambda value: isinstance(value, bool),
        "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
        "null": lambda value: value is None,
    }

    def __init__(self, name, directory):
        self.name = name
        self.root = json.loads((pathlib.Path(directory) / f"{name}.json").read_text(encoding="utf-8"))
        self._learn(self.root)

    def problems(self, value):
        """What is wrong, as 'pointer: sentence'; empty for a good value."""
        return list(self._check(self.root, value, ""))

    def _learn(self, schema):
        unknown = set(schema) - self.KNOWN
        if unknown:
            raise ValueError(f"{self.name}.json uses {sorted(unknown)}, which this program does not know")
        for key in ("properties", "patternProperties", "$defs"):
            for inner in schema.get(key, {}).values():
                self._learn(inner)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                self._learn(schema[key])

    def _check(self, schema, value, at):
        if "$ref" in schema:
            yield from self._check(self.root["$defs"][schema["$ref"].rpartition("/")[2]], value, at)
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(self.TYPES[one](value) for one in types):
            yield f"{at or '/'}: not of type {' or '.join(types)}"
            return
        if "const" in schema and not _same(value, schema["const"]):
            yield f"{at or '/'}: not {schema['const']!r}"
        if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
            yield f"{at or '/'}: none of {schema['enum']!r}"
        if isinstance(value, dict):
            yield from self._object(schema, value, at)
        elif isinstance(value, list):
            yield from _bounds(schema, "Items", len(value), at)
            for index, one in enumerate(value):
                yield from self._check(schema.get("items", {}), one, f"{at}/{index}")
        elif isinstance(value, str):
            yield from _bounds(schema, "Length", len(value), at)
            if "pattern" in schema and not _search(schema["pattern"], value):
                yield f"{at or '/'}: does not match {schema['pattern']}"
        elif isinstance(value, int) and not isinstance(value, bool):
            if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
                yield f"{at or '/'}: {value} is out of range"

    def _object(self, schema, value, at):
        yield from _bounds(schema, "Properties", len(value), at)
        needed = set(schema.get("required", []))
        for key, more in schema.get("dependentRequired", {}).items():
            needed |= set(more) if key in value else set()
        for key in sorted(needed - set(value)):
            yield f"{at}/{key}: missing"
        for key, one in value.items():
            inner = [schema["properties"][key]] if key in schema.get("properties", {}) else []
            inner += [rule for form, rule in schema.get("patternProperties", {}).items() if _search(form, key)]
            more = schema.get("additionalProperties", True)
            if not inner and more is False:
                yield f"{at}/{key}: not allowed"
            elif not inner and isinstance(more, dict):
                inner = [more]
            for rule in inner:
                yield from self._check(rule, one, f"{at}/{key}")


def _same(one, other):
    """Equal also in type: to Python True is 1, to JSON it is not."""
    return type(one) is type(other) and one == other


def _search(pattern, text):
    """To Python $ is also before a last line feed, to JSON Schema only at the end."""
    return re.search(pattern.replace("$", r"\Z") if pattern.endswith("$") else pattern, text)


def _bounds(schema, what, size, at):
    if not schema.get("min" + what, size) <= size <= schema.get("max" + what, size):
        yield f"{at or '/'}: {size} {what.lower()}"


# --- What the callbacks said ----------------------------------------------------------------------------------------


class Memory:
    """
    The state of every job, in one file. Whatever order callbacks come in, and however often, the end is the same:
    an id is taken once, an IP's result and a final one are replaced only by a later round's, and an announcement counts
    only until the final callback of its round.
    """

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.lock = threading.Lock()
        self.state = {"jobs": {}, "seen": {}}
        if self.path.exists():
            self.state = json.loads(self.path.read_text(encoding="utf-8"))

    def take(self, identity, body):
        """:return: 'taken', 'late' for what changes nothing any more, 'repeated' for an id that was taken before"""
        job_id, kind, ip, round_ = parse(identity)
        digest = hashlib.sha256(body).hexdigest()
        said = json.loads(body)
        with self.lock:
            known = self.state["seen"].get(identity)
            if known is not None:
                if known != digest:
                    raise Refused(422, "changed_body", f"{identity} came before with another body")
                return "repeated"
            after = copy.deepcopy(self.state)
            job = after["jobs"].setdefault(
                job_id, {"update_type": said["update_type"], "version": said.get("version", said.get("action")), "ips": {}}
            )
            changed = apply(job, kind, ip, round_, said)
            after["seen"][identity] = digest
            self._write(after)  # before the answer: what was answered with 200 is not sent again
            self.state = after
            return "taken" if changed else "late"

    def _write(self, state):
        text = json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True)
        part = self.path.with_name(self.path.name + ".part")
        with open(part, "w", encoding="utf-8") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, self.path)


def parse(identity):
    """(job, kind, ip, round) of a webhook-id. The headers slipway-* say the same, but no signature covers them."""
    match = CALLBACK_ID.fullmatch(identity)
    if not match:
        raise Refused(422, "unknown_id", f"no webhook-id of Slipway: {identity}")
    job, kind, ip, round_ = match.groups()
    return job, kind.partition(":")[0], ip, int(round_ or 1)


def apply(job, kind, ip, round_, said):
    """:return: whether the callback changed anything"""
    ended = job.get("final", {"round": 0})["round"]
    if kind == "ip":
        if round_ <= job["ips"].get(ip, {"round": 0})["round"]:
            return False
        job["ips"][ip] = {"round": round_, **said["ip"][ip]}
    elif kind == "final":
        if round_ <= ended:
            return False
        names = ("data", "final_result", "final_data", "succeeded", "failed", "unknown")
        job["final"] = {"round": round_, **{name: said[name] for name in names if name in said}}
    else:
        if round_ <= max(ended, job.get(kind, {"round": 0})["round"]):
            return False
        names = ("push_result", "push_data", "start_result", "start_data")
        job[kind] = {"round": round_, **{name: said[name] for name in names if name in said}}
    return True


def phase(job):
    """Where a job stands, from what was told of its latest round."""
    rounds = {kind: job[kind]["round"] for kind in ("pushed", "started", "final") if kind in job}
    latest = max([*rounds.values(), *(one["round"] for one in job["ips"].values())], default=1)
    if rounds.get("final") == latest:
        return f"round {latest} ended"
    if rounds.get("started") == latest or rounds.get("pushed") != latest:
        return f"round {latest} runs"
    return f"round {latest}: {'files pushed' if job['pushed']['push_result'] else 'push failed'}"


def show(state, only):
    """:param only: a job, or None for all"""
    for job_id, job in state["jobs"].items():
        if only not in (None, job_id):
            continue
        print(f"{job_id}  {job['update_type']} {job['version']}  {phase(job)}")
        for ip, one in sorted(job["ips"].items()):
            first, second = PARTS.get(job["update_type"], ("update_data", "erl_data"))
            for server in one[first]:
                update, erl = one[first][server], one[second][server]
                marks = f"{_mark(update['status'])} {_mark(erl['status'])}"
                text = update["data"] if update["data"] == erl["data"] else f"{update['data']}; {erl['data']}"
                print(f"  {ip:15} r{one['round']}  {server:12} {marks}  {text}")
        final = job.get("final", {})
        for one in final.get("data", []):
            print(f"  {_mark(one['status'])}  {one['cdn_root_url']}/{one['cdn_dir']}")
        if "final_data" in final:
            counts = ", ".join(f"{name} {final[name]}" for name in ("succeeded", "failed", "unknown") if name in final)
            print(f"  {final['final_data']}  {counts}")


def _mark(good):
    return "✓" if good else "✗"


# --- Taking callbacks -----------------------------------------------------------------------------------------------


def read_secret(path):
    """:param path: file of mode 600 that holds whsec_ and Base64, the same text as the project's secret_file"""
    path = pathlib.Path(path)
    if path.stat().st_mode & 0o077:
        raise SystemExit(f"{path} can be read by others: chmod 600 {path}")
    return base64.b64decode(path.read_text(encoding="ascii").strip().removeprefix("whsec_"))


def verify(secret, identity, stamp, signatures, body):
    """Over the raw bytes, before anything reads them. A right signature with an old time is somebody's recording."""
    text = f"{identity}.{stamp}.".encode() + body
    wanted = b"v1," + base64.b64encode(hmac.new(secret, text, hashlib.sha256).digest())
    found = [hmac.compare_digest(wanted, one.encode()) for one in signatures.split(" ")]  # several while a secret changes
    if not any(found):
        raise Refused(401, "bad_signature", "the signature is not that of the secret file")
    if not re.fullmatch(r"[0-9]{1,15}", stamp) or abs(time.time() - int(stamp)) > TOLERANCE_SECONDS:
        raise Refused(401, "stale_timestamp", f"more than {TOLERANCE_SECONDS} s off: an old call, or a clock that is wrong")


class Receiver:
    """:param options: of the command line, the switches that play a bad CMDB included"""

    def __init__(self, options):
        self.options = options
        self.secret = read_secret(options.secret_file)
        self.memory = Memory(options.state)
        names = "pushed started ip final client-final service-started service-ip service-final".split()
        names += "release-pushed release-started release-ip release-final".split()
        self.schemas = {name: Schema(f"callback-{name}", options.schemas) for name in names}
        self.lock = threading.Lock()
        self.calls = 0
        self.dropped = set()

    def answer(self, headers, body):
        """:return: status, code and sentence; status None drops the connection"""
        identity = headers.get("webhook-id", "")
        with self.lock:
            self.calls += 1
            fail = self.options.fail_every and self.calls % self.options.fail_every == 0
        try:
            verify(self.secret, identity, headers.get("webhook-timestamp", ""), headers.get("webhook-signature", ""), body)
            if fail or self.options.status:
                return self.options.status or 500, "told_to_fail", "by a switch of this program"
            job_id, kind, ip, _ = parse(identity)
            self._check(job_id, kind, ip, body)
            code = self.memory.take(identity, body)
        except Refused as refused:
            return refused.status, refused.code, str(refused)
        time.sleep(self.options.slow)
        with self.lock:
            if self.options.drop and identity not in self.dropped:
                self.dropped.add(identity)
                return None, code, "taken, and the connection dropped"
        return 200, code, ""

    def _check(self, job_id, kind, ip, body):
        try:
            said = json.loads(body)
        except ValueError as broken:
            raise Refused(422, "bad_json", str(broken)) from None
        type_ = said.get("update_type") if isinstance(said, dict) else None
        name = f"{type_}-{kind}" if f"{type_}-{kind}" in self.schemas else kind
        name = "client-final" if type_ == "hot_client" and kind == "final" else name
        problems = self.schemas[name].problems(said)
        if not problems and said["uuid"] != job_id:
            problems = [f"/uuid: not {job_id}"]
        if not problems and kind == "ip" and ip not in said["ip"]:
            problems = [f"/ip: not {ip}"]
        if problems:
            raise Refused(422, "bad_body", "; ".join(problems[:5]))


def serve(options):
    receiver = Receiver(options)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_POST(self):
            length = self.headers.get("Content-Length", "")
            if not re.fullmatch(r"[0-9]{1,9}", length) or int(length) > MAX_BYTES:
                self.close_connection = True
                self._say(413 if length else 411, "too_large" if length else "no_length")
                return
            status, code, text = receiver.answer(self.headers, self.rfile.read(int(length)))
            identity = self.headers.get("webhook-id", "-")
            print(f"{status or 'drop'} {code:15} {identity} {text}".rstrip(), flush=True)
            if status is None:
                self.close_connection = True
            else:
                self._say(status, code)

        def _say(self, status, code):
            body = json.dumps({"code": code}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer((options.host, options.port), Handler)
    server.daemon_threads = True
    print(f"taking callbacks at http://{options.host}:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


# --- Asking Slipway -------------------------------------------------------------------------------------------------


class Slipway:
    """The API with patience: what may or may not have arrived is sent again, the same bytes, so that it counts once."""

    def __init__(self, options):
        self.url = options.url.rstrip("/")
        self.tries = options.tries
        token = pathlib.Path(options.token_file).read_text() if options.token_file else os.environ.get("SLIPWAY_TOKEN")
        if not token:
            raise SystemExit("give --token-file or set SLIPWAY_TOKEN")
        self.headers = {"Authorization": f"Bearer {token.strip()}", "Accept-Language": options.language}
        self.schemas = {name: Schema(name, options.schemas) for name in ("accepted", "job", "problem")}

    def call(self, method, path, body=None, shape=None):
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {**self.headers, **({"Content-Type": "application/json"} if data else {})}
        pause = 0.5
        for number in range(1, self.tries + 1):
            try:
                request = urllib.request.Request(self.url + path, data, headers, method=method)
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return self._shaped(json.loads(answer.read()), shape)
            except urllib.error.HTTPError as refusal:
                text = refusal.read()
                if refusal.code not in (429, 500, 502, 503, 504) or number == self.tries:
                    self._explain(refusal.code, text)
                wait, why = _retry_after(refusal.headers) or pause, f"status {refusal.code}"
            except (OSError, http.client.HTTPException) as broken:
                if number == self.tries:
                    raise SystemExit(f"{method} {path}: {broken}") from None
                wait, why = pause, str(broken)
            print(f"{why}; the same again in {wait:g} s", file=sys.stderr, flush=True)
            time.sleep(wait)
            pause = min(2 * pause, 30)

    def await_end(self, job_id):
        while True:
            job = self.call("GET", f"/api/v1/jobs/{job_id}", shape="job")
            if job["state"] in OVER:
                return job
            time.sleep(0.5)

    def files(self, job_id):
        page, pages, files = 0, 1, []
        while page < pages:
            part = self.call("GET", f"/api/v1/jobs/{job_id}/files?page={page}")
            files += part["files"]
            page, pages = page + 1, part["pages"]
        return files

    def _shaped(self, answer, shape):
        problems = self.schemas[shape].problems(answer) if shape else []
        if problems:
            raise SystemExit(f"an answer of another shape than {shape}.json: {problems[:5]}")
        return answer

    def _explain(self, status, text):
        """Ends the program with what the refusal says; a program that goes on decides on code."""
        try:
            problem = self._shaped(json.loads(text), "problem")
        except ValueError:
            raise SystemExit(f"status {status}: {text[:500]!r}") from None
        lines = [f"{status} {problem['code']}: {problem['title']}"]
        lines += [f"  {one['pointer']}  {one['code']}: {one['message']}" for one in problem["errors"]]
        lines += [f"  {problem['hint']}"] if "hint" in problem else []
        raise SystemExit("\n".join([*lines, f"  request_id {problem['request_id']}"]))


def _retry_after(headers):
    value = headers.get("Retry-After", "")
    return int(value) if re.fullmatch(r"[0-9]{1,5}", value) else None


def place(options):
    return f"/api/v1/projects/{options.project}/areas/{urllib.parse.quote(options.area)}"


def pull(options):
    slipway = Slipway(options)
    body = {"uuid": options.uuid or str(uuid.uuid4()), "version": options.version, "update_type": options.update_type}
    if options.client_type is not None:
        body["client_type"] = options.client_type
    _conform("file-pull", body, options)
    accepted = slipway.call("POST", place(options) + "/file-pulls", body, "accepted")
    print(f"{accepted['job_id']}  duplicate {str(accepted['duplicate']).lower()}", flush=True)
    job = slipway.await_end(accepted["job_id"])
    _report(slipway, job)
    if job["state"] != "SUCCEEDED":
        raise SystemExit(1)
    files = slipway.files(accepted["job_id"])
    for one in files:
        print(f"{one['size']:>10}  {one['md5']}  {one['name']}")
    if options.out:
        chosen = [{"file_name": one["name"], "file_md5": one["md5"]} for one in files]
        update = {"uuid": body["uuid"], "version": body["version"], "update_file_list": chosen}
        pathlib.Path(options.out).write_text(json.dumps(update, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def update(options):
    """The body is the union of the JSON files: one with the files of a pull, one with the servers or directories."""
    body = {}
    for name in options.body:
        body.update(json.loads(pathlib.Path(name).read_text(encoding="utf-8")))
    _conform("hot-update-client" if "data" in body else "hot-update-server", body, options)
    accepted = Slipway(options).call("POST", place(options) + "/hot-updates", body, "accepted")
    print(f"{accepted['job_id']}  {accepted['state']}  duplicate {str(accepted['duplicate']).lower()}")


def wait(options):
    slipway = Slipway(options)
    _report(slipway, slipway.await_end(options.job))


def retry(options):
    job = Slipway(options).call("POST", f"/api/v1/jobs/{options.job}/retry", {}, "job")
    print(f"{job['job_id']}  {job['state']}  round {job['round']}")


def check(options):
    good = True
    for name, file in zip(options.pair[::2], options.pair[1::2]):
        schema = Schema(name, options.schemas)
        bodies = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        for number, body in enumerate(bodies if isinstance(bodies, list) else [bodies]):
            problems = schema.problems(body)
            good = good and not problems
            print(f"{name} {number} {min(problems, default='good')}")
    if not good:
        raise SystemExit("not all are good")


def _conform(name, body, options):
    problems = Schema(name, options.schemas).problems(body)
    if problems:
        raise SystemExit(f"the body does not fit {name}.json:\n  " + "\n  ".join(problems[:20]))


def _report(slipway, job):
    steps = []
    for step in job["steps"]:
        counts = ", ".join(f"{count} {state}" for state, count in (step.get("counts") or {}).items() if count)
        steps.append(f"{step['kind']} {counts or step['state']}")
    print(f"{job['job_id']}  {job['state']}  round {job['round']}  {'; '.join(steps)}", flush=True)
    if job["state"] in ("FAILED", "PARTIAL"):
        for one in slipway.call("GET", f"/api/v1/jobs/{job['job_id']}/targets?state=FAILED&limit=100")["targets"]:
            failure = one["failure"]
            print(f"  {one['step']} {one['key']}  {failure['code']}: {failure['message']}  {failure['advice']}", flush=True)


# --- The command line -----------------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--schemas", default=SCHEMAS, help="directory of the JSON schemas")

    one = commands.add_parser("serve", parents=[shared], help="take callbacks until Ctrl-C")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=9090)
    one.add_argument("--secret-file", required=True, help="same text as the project's secret_file, mode 600")
    one.add_argument("--state", required=True, help="file with what the callbacks said; survives a restart")
    one.add_argument("--fail-every", type=int, default=0, metavar="N", help="answer every Nth call with 500, not taken")
    one.add_argument("--slow", type=float, default=0, metavar="SECONDS", help="wait before each answer")
    one.add_argument("--status", type=int, default=0, metavar="CODE", help="answer each call so, not taken")
    one.add_argument("--drop", action="store_true", help="take each callback, and first drop the connection unanswered")
    one.set_defaults(run=serve)

    one = commands.add_parser("show", help="print what the callbacks said")
    one.add_argument("--state", required=True)
    one.add_argument("job", nargs="?", help="default: all")
    one.set_defaults(run=lambda options: show(Memory(options.state).state, options.job))

    ask = argparse.ArgumentParser(add_help=False, parents=[shared])
    ask.add_argument("--url", default=os.environ.get("SLIPWAY", "http://127.0.0.1:8080"), help="default: $SLIPWAY")
    ask.add_argument("--token-file", help="default: the token is in $SLIPWAY_TOKEN")
    ask.add_argument("--tries", type=int, default=8)
    ask.add_argument("--language", default="en", help="zh or en, of the sentences in refusals")
    area = argparse.ArgumentParser(add_help=False)
    area.add_argument("--project", required=True)
    area.add_argument("--area", required=True, help="code or name")
    one = commands.add_parser("pull", parents=[ask, area], help="snapshot a version and list its files")
    one.add_argument("--version", required=True)
    one.add_argument("--uuid", help="default: a new one")
    one.add_argument("--update-type", default="hot_server", choices=("hot_server", "hot_client"))
    one.add_argument("--client-type", type=int, choices=(0, 1), help="of hot_client, where there are two")
    one.add_argument("--out", metavar="FILE", help="write uuid, version and update_file_list, for update")
    one.set_defaults(run=pull)
    one = commands.add_parser("update", parents=[ask, area], help="send a hot update")
    one.add_argument("body", nargs="+", help="JSON files; the request is their union")
    one.set_defaults(run=update)
    for name, run, text in (("wait", wait, "until a job is over"), ("retry", retry, "what did not succeed")):
        one = commands.add_parser(name, parents=[ask], help=text)
        one.add_argument("job")
        one.set_defaults(run=run)
    one = commands.add_parser("check", parents=[shared], help="bodies against the schemas")
    one.add_argument("pair", nargs="+", metavar="NAME FILE", help="FILE has one body, or an array of them; NAME is a schema")
    one.set_defaults(run=check)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
