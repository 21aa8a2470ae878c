"""What is measured: the folders that are built and the commands on them."""

import os
import shutil
from dataclasses import dataclass
from typing import Callable, Optional

from containers import Containers
from tools import interrupted

BUSYBOX = "bench-busybox"
GOLANG = "bench-golang"

SERVICE = """\
FROM bench-golang AS build
WORKDIR /app
COPY go.mod ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ENV CGO_ENABLED=0
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /service .
FROM scratch
COPY --from=build /service /service
ENTRYPOINT ["/service"]
"""

SOURCE = """\
package main

import (
	"encoding/json"
	"net/http"
)

const version = "%s"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"version": version})
	})
	_ = http.ListenAndServe(":8080", nil)
}
"""


@dataclass(frozen=True)
class Work:
    """One row.

    command: words of a tool in a round, or a call that measures itself; None where the tool has no such command
    prepare: done before each measurement, unmeasured
    base: the image that the tools need
    alone: a peer's turn would empty caches that others use
    """

    name: str
    aim: Optional[float]
    command: Callable
    prepare: Optional[Callable] = None
    base: str = BUSYBOX
    alone: bool = False
    remote: bool = False

    @property
    def is_rebuild(self):
        return self.name.startswith("no-op")


class Works:
    def __init__(self, scratch):
        self.scratch = scratch
        self.containers = Containers()
        self.registry = None  # where the large base is, once it is served
        self.made = {}

    def folder(self, name, dockerfile):
        """The folder of this name, made when it is first asked for."""
        if name not in self.made:
            folder = self.scratch / name
            folder.mkdir()
            (folder / "Dockerfile").write_text(dockerfile)
            self.made[name] = folder
        return self.made[name]

    def mark(self, tool, round_number):
        return f"{tool.name} {round_number} {self.scratch.name}"

    def fresh(self, kind, tool, round_number, lines):
        """A Dockerfile that no earlier round had from its first instruction on."""
        mark = self.mark(tool, round_number)
        return self.folder(f"{kind}-{mark.replace(' ', '-')}", f'FROM {BUSYBOX}\nENV ROUND="{mark}"\n{lines}')

    def ten(self):
        if "ten" not in self.made:
            folder = self.folder("ten", f"FROM {BUSYBOX}\n" + "".join(
                f"{line}\n" for line in ("ENV A=1", "WORKDIR /app", "COPY data .", "RUN true", "ENV B=2", "RUN echo hi > hi",
                                         "LABEL c=d", "COPY data other", "USER 1000", "CMD [\"cat\", \"hi\"]")))
            (folder / "data").write_text("data\n")
        return self.made["ten"]

    def service(self):
        if "service" not in self.made:
            folder = self.folder("service", SERVICE)
            (folder / "go.mod").write_text("module example.com/service\n\ngo 1.19\n")
            (folder / "main.go").write_text(SOURCE % "0")
        return self.made["service"]

    def edit_service(self, tool, round_number):
        (self.service() / "main.go").write_text(SOURCE % self.mark(tool, round_number))

    def data(self, name, megabytes):
        if name not in self.made:
            folder = self.folder(name, "FROM scratch\nCOPY data /\n")
            with open(folder / "data", "wb") as data:
                block = os.urandom(1 << 20)
                for _ in range(megabytes):
                    data.write(block)
        return self.made[name]

    def edit_data(self, name, megabytes):
        def edit(tool, round_number):
            with open(self.data(name, megabytes) / "data", "r+b") as data:
                data.write(self.mark(tool, round_number).encode())
        return edit

    def files(self, count):
        name = f"files-{count}"
        if name not in self.made:
            folder = self.folder(name, "FROM scratch\nCOPY . /\n")
            for directory in range(count // 100):
                below = folder / f"{directory % 20}" / f"{directory}"
                below.mkdir(parents=True)
                for file in range(100):
                    (below / f"file{file}").write_text(f"{directory} {file}\n" * 100)
        return self.made[name]

    def edit_files(self, count):
        def edit(tool, round_number):
            (self.files(count) / "7" / "7" / "file7").write_text(self.mark(tool, round_number))
        return edit

    def moved_files(self, count):
        """One file is another and all are in a folder that no tool has seen."""
        def move(tool, round_number):
            self.edit_files(count)(tool, round_number)
            target = self.scratch / f"files-{count}-{self.mark(tool, round_number).replace(' ', '-')}"
            self.made[f"files-{count}"] = self.files(count).rename(target)
        return move

    def go_project(self, name):
        if name not in self.made:
            folder = self.folder(name, "FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o app .\nCMD [\"./app\"]\n")
            (folder / "go.mod").write_text(f"module example.com/{name}\n\ngo 1.22\n")
            (folder / "main.go").write_text('package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n')
        return self.made[name]

    def lint(self, count):
        def command(tool, _):
            if tool.name != "slipway":
                return None
            folders = [str(self.go_project(f"lint-{number}")) for number in range(count)]
            return tool.words("lint", "--shellcheck=false", "--fail-on", "error", *folders)
        return command

    def onto(self, base, name, flags=""):
        """A file onto a base."""
        def folder():
            return self.folder(name, f"FROM {base()}\nCOPY {flags} data /data\n")

        def edit(tool, round_number):
            (folder() / "data").write_text(self.mark(tool, round_number))
        return folder, edit

    def remote_base(self):
        return f"{self.registry}/golang:1.19"

    def forget(self, edit):
        """Nothing of the base is known to the tool."""
        def prepare(tool, round_number):
            edit(tool, round_number)
            if tool.name == "slipway":
                shutil.rmtree(self.scratch / "remote", ignore_errors=True)
                return
            tool.quiet("rmi", "-f", self.remote_base(), f"{self.registry}/app")
            if tool.name == "docker":
                tool.quiet("builder", "prune", "-af")
        return prepare

    def push(self, folder):
        def command(tool, _):
            words = tool.build_and_push(folder(), f"{self.registry}/app")
            return ["env", f"SLIPWAY_ROOT={self.scratch / 'remote'}", *words] if tool.name == "slipway" else words
        return command

    def all(self):
        def build(folder, tag):
            return lambda t, r: t.build(folder(), tag)

        local, edit_local = self.onto(lambda: GOLANG, "onto-local")
        remote, edit_remote = self.onto(self.remote_base, "onto-remote")
        linked, edit_linked = self.onto(self.remote_base, "onto-remote-linked", "--link")
        return [
            Work("version", 0.050, lambda t, r: t.words("version")),
            Work("images", 0.050, lambda t, r: t.words("images")),
            Work("ps -a", 0.050, lambda t, r: t.words("ps", "-a") if t.can_run() else None),
            Work("no-op rebuild, 10 steps", 0.100, build(self.ten, "bench-ten")),
            Work("30 x RUN true", 0.900, lambda t, r: t.build(self.fresh("runs", t, r, "RUN true\n" * 30), "bench-runs")),
            Work("no-op rebuild, 30 x RUN true", 0.100,
                 build(lambda: self.folder("thirty", f"FROM {BUSYBOX}\n" + "RUN true\n" * 30), "bench-runs")),
            Work("200 x ENV", 0.120, lambda t, r: t.build(self.fresh("env", t, r, many(200, "ENV V{}=1")), "bench-env")),
            Work("no-op rebuild, 200 x ENV", 0.100,
                 build(lambda: self.folder("env", f"FROM {BUSYBOX}\n" + many(200, "ENV V{}=1")), "bench-env")),
            Work("8 stages of RUN sleep 1", 1.250,
                 lambda t, r: t.build(self.folder(f"sleep-{t.name}-{r}", sleeping(self.mark(t, r))), "bench-sleep")),
            Work("cancel of a running step", 1.000, lambda t, r: lambda: self.cancelled(t, r)),
            Work("COPY 10 MB onto scratch", 0.180, build(lambda: self.data("ten-mb", 10), "bench-copy"), self.edit_data("ten-mb", 10)),
            Work("50,000 files onto scratch", 3.000, build(lambda: self.files(50_000), "bench-many"), self.moved_files(50_000)),
            Work("no-op rebuild, 50,000 files", 0.300, build(lambda: self.files(50_000), "bench-many")),
            Work("50,000 files, one edited", 0.600, build(lambda: self.files(50_000), "bench-many"), self.edit_files(50_000)),
            Work("COPY 1 GB onto scratch", 2.000, build(lambda: self.data("large", 1024), "bench-large"), self.edit_data("large", 1024)),
            Work("no-op rebuild, 1 GB context", 0.100, build(lambda: self.data("large", 1024), "bench-large")),
            Work("20,000 x LABEL, one image", None,
                 build(lambda: self.folder("labels", "FROM scratch\n" + 'LABEL a=bcd abcdef="x y"\n' * 20_000), "bench-labels")),
            Work("run --rm busybox true", 0.120, lambda t, r: t.words("run", "--rm", BUSYBOX, "true") if t.can_run() else None),
            Work("run --rm --network none", 0.090,
                 lambda t, r: t.words("run", "--rm", "--network", "none", BUSYBOX, "true") if t.can_run() else None),
            Work("lint, one file", 0.120, self.lint(1)),
            Work("lint, 100 files", 1.000, self.lint(100)),
            Work("no-op rebuild, Go service", 0.100, build(self.service, "bench-service"), base=GOLANG),
            Work("Go service, one line edited", 0.700, build(self.service, "bench-service"), self.edit_service, base=GOLANG),
            Work("COPY onto a local 885 MB base", 0.150, build(local, "bench-local"), edit_local, base=GOLANG),
            Work("the same, remote base, and push", 3.000, self.push(remote), self.forget(edit_remote), alone=True, remote=True),
            Work("the same, listing known", 0.300, self.push(remote), edit_remote, remote=True),
            Work("the same, --link, nothing known", 0.300, self.push(linked), self.forget(edit_linked), alone=True, remote=True),
        ] + [Work(name, aim, self.of_containers(work)) for name, aim, work in self.containers.all()]

    def cancelled(self, tool, round_number):
        """From Ctrl-C while a step sleeps to the end of the program."""
        folder = self.folder(f"cancel-{tool.name}-{round_number}",
                             f'FROM {BUSYBOX}\nENV ROUND="{self.mark(tool, round_number)}"\nRUN echo be""gan && sleep 600\n')
        words = tool.build(folder, "bench-cancel", *([] if tool.name in ("podman", "buildah") else ["--progress", "plain"]))
        return interrupted(words, tool.environment, "began")

    @staticmethod
    def of_containers(work):
        """Measured by itself: a call in place of words."""
        return lambda tool, _: (lambda: (work(tool), 0, 0)) if tool.can_run() else None

    def growth(self):
        """The same work at three sizes; cold, so each size must cost ten times the one before at most."""
        works = []
        for kind, lines in (("ENV", "ENV V{}=1"), ("LABEL", "LABEL l{}=1")):
            for count in (10, 100, 1000):
                works.append(Work(f"{count:,} x {kind}", None, lambda t, r, kind=kind, lines=lines, count=count: t.build(
                    self.fresh(f"{kind}{count}", t, r, many(count, lines)), "bench-growth")))
        for count in (10, 100, 1000):
            works.append(Work(f"{count:,} stages side by side", None, lambda t, r, count=count: t.build(
                self.folder(f"stages{count}-{t.name}-{r}", stages(count, self.mark(t, r))), "bench-growth")))
        for count in (1_000, 10_000, 100_000):
            files = lambda count=count: self.files(count)
            command = lambda t, r, files=files: t.build(files(), "bench-growth")
            works.append(Work(f"{count:,} files", None, command, self.moved_files(count)))
            works.append(Work(f"no-op rebuild, {count:,} files", None, command))
            works.append(Work(f"{count:,} files, one edited", None, command, self.edit_files(count)))
        return works


def many(count, line):
    return "".join(line.format(number) + "\n" for number in range(count))


def sleeping(mark):
    """Eight stages that need nothing of each other, and one that needs them all."""
    stages = "".join(f'FROM {BUSYBOX} AS s{i}\nENV ROUND="{mark}"\nRUN sleep 1 && echo {i} > /{i}\n' for i in range(8))
    return stages + "FROM scratch\n" + "".join(f"COPY --from=s{i} /{i} /\n" for i in range(8))


def stages(count, mark):
    """So many stages of one small file each; every hundredth is copied, all are needed."""
    lines = [f'FROM scratch AS s0\nCOPY <<E /0\n{mark}\nE\n']
    for i in range(1, count):
        lines.append(f"FROM scratch AS s{i}\nCOPY <<E /{i}\n{mark} {i}\nE\n")
    lines.append("FROM scratch\n")
    for begin in range(0, count, 10):
        group = range(begin, min(begin + 10, count))
        lines.insert(-1, f"FROM scratch AS g{begin}\n" + "".join(f"COPY --from=s{i} /{i} /\n" for i in group))
    lines.extend(f"COPY --from=g{begin} / /\n" for begin in range(0, count, 10))
    return "".join(lines)
