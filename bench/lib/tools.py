"""The programs that are measured, and how one command of theirs is."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time


class Tool:
    """A program that takes Docker's words."""

    def __init__(self, name, program, root=None):
        self.name, self.program, self.root = name, program, root
        self.environment = dict(os.environ, **({"SLIPWAY_ROOT": str(root)} if root else {}))

    def words(self, *words):
        return [self.program, *words]

    def build(self, folder, tag, *options):
        verb = ["bud", "--layers"] if self.name == "buildah" else ["build"]
        return self.words(*verb, *options, "-t", tag, str(folder))

    def build_and_push(self, folder, tag):
        """One command: the others push what they built."""
        if self.name == "slipway":
            return self.build(folder, tag, "--push")
        push = ["--tls-verify=false"] if self.name in ("podman", "buildah") else []
        script = '"$@" && exec "$PROGRAM" push ' + " ".join([*push, tag])
        return ["env", f"PROGRAM={self.program}", "sh", "-c", script, "sh", *self.build(folder, tag, *push)]

    def quiet(self, *words):
        return subprocess.run(self.words(*words), capture_output=True, env=self.environment)

    def can_run(self):
        return self.name != "buildah"

    def load(self, archive, names, tag):
        """Loads an image and gives it a name of the measurements' own."""
        load = ["pull", f"docker-archive:{archive}"] if self.name == "buildah" else ["load", "-i", str(archive)]
        measure(self.words(*load), self.environment)
        for name in names:
            if self.quiet("tag", name, tag).returncode == 0:
                return
        raise RuntimeError(f"{self.name} does not find {names[0]} after loading it")


def find_tools(wanted, slipway, root):
    tools = [Tool("slipway", str(slipway), root)]
    for name in wanted:
        program = shutil.which(f"peer-{name}") or shutil.which(name)
        if not program:
            print(f"{name}: not on PATH, left out", file=sys.stderr)
        elif subprocess.run([program, "images"], capture_output=True).returncode != 0:
            print(f"{name}: does not answer (no daemon?), left out", file=sys.stderr)
        else:
            tools.append(Tool(name, program))
    return tools


def measure(command, environment, limit=600):
    """Wall seconds, CPU seconds and peak resident megabytes of one command, which must succeed within the limit."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment)
        killer = threading.Timer(limit, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        seconds = time.perf_counter() - begin
        if os.waitstatus_to_exitcode(status) != 0:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def interrupted(command, environment, begun):
    """Wall seconds from an interrupt, sent when a line holds the word, to the end of the command."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    killer = threading.Timer(60, process.kill)
    killer.daemon = True
    killer.start()
    said = []
    for line in process.stdout:
        said.append(line)
        if begun in line:
            break
    else:
        raise RuntimeError(f"{' '.join(command)} ended by itself:\n{''.join(said)[-2000:]}")
    begin = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    process.wait()
    seconds = time.perf_counter() - begin
    killer.cancel()
    return seconds, 0, 0
