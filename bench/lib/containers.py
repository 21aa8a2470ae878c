"""The works of bench/run that need containers before or after what is timed."""

import os
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

IMAGE = "bench-busybox"
SERVE = "echo hello >/index.html; exec httpd -f -p 80 -h /"
OBEY = "trap 'exit 0' TERM; sleep 1000 & wait"
MEGABYTES = 512
IDLE_SECONDS = 3


class Containers:
    """Every work is a call that gives its seconds, or a figure; what it made it removes outside of its time."""

    def __init__(self):
        self.started = {}

    @staticmethod
    def say(tool, *words):
        done = subprocess.run(tool.words(*words), env=tool.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stderr[-1000:]}")
        return done.stdout.strip()

    def timed(self, tool, *words):
        begin = time.perf_counter()
        said = self.say(tool, *words)
        return time.perf_counter() - begin, said

    @staticmethod
    def free_port():
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            return listener.getsockname()[1]

    @staticmethod
    def until_it_answers(port, path="/"):
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                    while answer.read(1 << 20):
                        pass
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.001)

    def served(self, tool):
        port = self.free_port()
        begin = time.perf_counter()
        self.say(tool, "run", "-d", "--name", "bench-served", "-p", f"127.0.0.1:{port}:80", IMAGE, "sh", "-c", SERVE)
        self.until_it_answers(port)
        seconds = time.perf_counter() - begin
        self.say(tool, "rm", "-f", "bench-served")
        return seconds

    def kept(self, tool):
        """One that is there for all rounds."""
        if tool.name not in self.started:
            self.started[tool.name] = self.say(tool, "run", "-d", "--name", "bench-kept", IMAGE, "sleep", "100000")
        return "bench-kept"

    def exec(self, tool):
        return self.timed(tool, "exec", self.kept(tool), "true")[0]

    def stop(self, tool):
        self.say(tool, "run", "-d", "--name", "bench-obeys", IMAGE, "sh", "-c", OBEY)
        seconds, _ = self.timed(tool, "stop", "bench-obeys")
        self.say(tool, "rm", "bench-obeys")
        return seconds

    def list_hundred(self, tool):
        have = len(self.say(tool, "ps", "-aq").split())
        for _ in range(have, 100):
            self.say(tool, "create", "--label", "bench=hundred", IMAGE, "true")
        return self.timed(tool, "ps", "-a")[0]

    def fifty(self, tool):
        begin = time.perf_counter()
        ids = [self.say(tool, "run", "-d", IMAGE, "sleep", "1000") for _ in range(50)]
        seconds = time.perf_counter() - begin
        self.say(tool, "rm", "-f", *ids)
        return seconds

    def throughput(self, tool):
        """Megabytes a second over a published port."""
        port = self.free_port()
        self.say(tool, "run", "-d", "--name", "bench-stream", "-p", f"127.0.0.1:{port}:80", IMAGE, "sh", "-c",
                 f"dd if=/dev/zero of=/tmp/data bs=1M count={MEGABYTES} 2>/dev/null; exec httpd -f -p 80 -h /tmp")
        self.until_it_answers(port, "/data")
        begin = time.perf_counter()
        self.until_it_answers(port, "/data")
        rate = MEGABYTES / (time.perf_counter() - begin)
        self.say(tool, "rm", "-f", "bench-stream")
        return rate

    def monitors(self, tool):
        """All processes whose command line names the container: what it costs beside its own program."""
        container = self.started.get(tool.name) or self.say(tool, "inspect", "-f", "{{.Id}}", self.kept(tool))
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if container in (process / "cmdline").read_text().replace("\0", " "):
                    yield process
            except OSError:
                continue

    def memory(self, tool):
        """Megabytes."""
        kilobytes = 0
        for process in self.monitors(tool):
            lines = (process / "smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1024

    def idle(self, tool):
        """Milliseconds of processor time in a second in which nothing is asked of it."""
        def ticks():
            fields = [(process / "stat").read_text().rpartition(")")[2].split() for process in self.monitors(tool)]
            return sum(int(each[11]) + int(each[12]) for each in fields)
        before = ticks()
        time.sleep(IDLE_SECONDS)
        return (ticks() - before) * 1000 / os.sysconf("SC_CLK_TCK") / IDLE_SECONDS

    def clean(self, tool):
        ids = subprocess.run(tool.words("ps", "-aq", "--filter", "label=bench=hundred"), env=tool.environment,
                             capture_output=True, text=True).stdout.split()
        subprocess.run(tool.words("rm", "-f", "bench-kept", "bench-served", "bench-obeys", "bench-stream", *ids),
                       env=tool.environment, capture_output=True)

    def all(self):
        """(name, aim or None, work); the last three are no seconds."""
        return [
            ("run -d until the port answers", 0.150, self.served),
            ("exec", 0.060, self.exec),
            ("stop of what obeys TERM", 0.150, self.stop),
            ("ps -a of 100", 0.050, self.list_hundred),
            ("50 x run -d in a row", 6.000, self.fifty),
            ("published port, MB a second", None, self.throughput),
            ("a detached container, MB", 3.000, self.memory),
            ("an idle container, ms of CPU a second", None, self.idle),
        ]
