"""The demo: sets everything up below one temporary directory, tells the story, and leaves nothing behind."""

import argparse
import http.client
import pathlib
import shutil
import signal
import sys
import tempfile
import time
import traceback

from api import Api
from children import Broken, Children
from cmdb import Cmdb, read_secret
from fleet import Fleet
from installation import Site
from screen import GREEN, RED, Screen
from story import AREA, Story

LOG_LINES = 30


def main():
    parser = argparse.ArgumentParser(prog="deploy/demo.sh")
    parser.add_argument("jar", type=pathlib.Path)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    screen = Screen()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    begun = time.monotonic()
    directory = pathlib.Path(tempfile.mkdtemp(prefix="slipway-demo-"))
    code = 1
    try:
        code = run(options, screen, directory, begun)
    except KeyboardInterrupt:
        code = 130
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the cleanup is not to be cut off
        if options.keep:
            screen.line(f"保留 · kept: {directory}")
        else:
            shutil.rmtree(directory)
            screen.line("已清理:没有留下进程和文件 · cleaned up: no process and no file left")
    return code


def run(options, screen, directory, begun):
    children = Children(directory)
    story = None
    failure = None
    try:
        story = play(options, screen, children, directory)
        if options.once:
            story.dashboard.press_resume()
        screen.line()
        screen.line(
            screen.coloured(
                f"全部符合预期 · all as it should be: {story.checks} checks, {time.monotonic() - begun:.0f} s", GREEN
            )
        )
        if not options.once:
            stay(screen, story)
    except (Broken, OSError, http.client.HTTPException) as broken:
        failure = str(broken) or repr(broken)
        if not isinstance(broken, Broken):
            traceback.print_exc()
        show_log(children)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if story is not None:
            story.cmdb.close()
        left = children.stop_all()
    if left and failure is None:
        failure = f"these processes did not end with the demo: {'; '.join(left)}"
    if failure is not None:
        screen.line()
        screen.line(screen.coloured(f"演示失败 · the demo failed: {failure}", RED))
        return 1
    return 0


def play(options, screen, children, directory):
    screen.line(f"Slipway 演示 · demo in {directory}")
    site = Site(children, directory)
    fleet = Fleet(children, directory, site.secrets)
    site.start(options.jar, fleet)  # the slowest to start, so it goes first
    fleet.compile()
    site.receive_version(fleet.build / "v2" / "player.beam")
    fleet.start()
    token = site.await_ready()
    cmdb = Cmdb(read_secret(site.webhook_file))
    story = Story(screen, Api(site.url, token), site, fleet, cmdb)
    try:
        story.tell()
    except BaseException:
        cmdb.close()
        raise
    return story


def stay(screen, story):
    url, token = story.site.url, story.api.token
    screen.line()
    screen.line(screen.coloured(f"  在浏览器打开 · open in a browser: {url}/jobs/{story.dashboard.job}", GREEN))
    screen.line(f"  账号 account admin, 密码 password {story.dashboard.password()}")
    screen.line("  这个热更新在金丝雀之后等待,按「继续」· the hot update waits after its canary: press Resume (继续)")
    screen.line()
    screen.line(f"  Slipway    {url}   OpenAPI {url}/api/v1/openapi.json")
    screen.line(f"  CMDB       {story.cmdb.url}")
    screen.line(f"  files      {story.site.directory}")
    screen.line(f"  token      {token}")
    screen.line()
    screen.line(f"  export T='Authorization: Bearer {token}'")
    screen.line(f'  curl -H "$T" {url}/api/v1/jobs')
    screen.line(f'  curl -H "$T" {url}/api/v1/jobs/{story.job}/targets')
    screen.line(f'  curl -H "$T" {url}/api/v1/jobs/{story.job}/callbacks')
    screen.line(f'  curl -H "$T" {url}/api/v1/projects/ssss')
    area = AREA.replace("大陆", "cn")
    screen.line(
        f'  curl -H "$T" -H "Content-Type: application/json" -d \'{{"uuid": "try-1", "version": "004200000"}}\' '
        f"{url}{area}/file-pulls"
    )
    screen.line()
    screen.line("按 Ctrl-C 结束并清理 · Ctrl-C ends it and cleans up")
    try:
        signal.pause()
    except KeyboardInterrupt:
        screen.line()


def show_log(children):
    """The end of Slipway's log without the frames of stack traces."""
    log = children.logs / "slipway.log"
    if log.exists():
        lines = [line for line in log.read_text(errors="replace").splitlines() if not line.startswith("\t")]
        print("\n".join(["--- slipway.log", *lines[-LOG_LINES:], "---"]), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
