"""The names that the examples use, what each image is made of, and how it is put together."""

import hashlib
from dataclasses import dataclass, field

import archive
import cache
import codehost
import debian
import small
import toolchain
import trust

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

STATIC = "-ldflags=-extldflags=-static"


@dataclass(frozen=True)
class Image:
    layers: tuple
    command: tuple
    environment: dict = field(default_factory=dict)
    directory: str = ""

    def config(self):
        environment = {"PATH": SYSTEM_PATH, **self.environment}
        config = {"Env": [f"{name}={value}" for name, value in environment.items()], "Cmd": list(self.command)}
        if self.directory:
            config["WorkingDir"] = self.directory
        return config

    def instructions(self):
        lines = [f"ENV {name}={value}" for name, value in self.environment.items()]
        lines += [f"WORKDIR {self.directory}"] if self.directory else []
        quoted = " ".join(f'"{word}"' for word in self.command)
        return [*lines, f"CMD [{quoted}]"]


LAYERS = {
    "debian": lambda: cache.layer("debian", debian.system, ""),
    "build-tools": lambda: cache.layer("build-tools", debian.system, ",".join(debian.BUILD_TOOLS)),
    "trust": lambda: cache.layer("trust", trust.authorities, trust.bundle()),
    "code-host": lambda: cache.layer("code-host", codehost.repositories, codehost.sources()),
    "busybox": lambda: cache.layer("busybox", small.busybox),
    "alpine": lambda: cache.layer("alpine", small.alpine, small.COMMANDS),
    "alpine-commands": lambda: cache.layer("alpine-commands", small.alpine_commands, "", small.COMMANDS),
    "alpine-build-tools": lambda: cache.layer("alpine-build-tools", small.alpine_commands, "build-base git", small.COMMANDS),
    "go-1.19": lambda: cache.layer("go-1.19", debian.go_from_packages, "1.19"),
    "go-1.5.4": lambda: cache.layer("go-1.5.4", toolchain.release, "1.5.4"),
    "go-1.9.7": lambda: cache.layer("go-1.9.7", toolchain.release, "1.9.7"),
    "go-1.15.7": lambda: cache.layer("go-1.15.7", toolchain.release, "1.15.7"),
    "go-1.20.14": lambda: cache.layer("go-1.20.14", toolchain.release, "1.20.14"),
}


def golang(version, *more, **environment):
    """As golang's images are: Debian with gcc and git below, the toolchain above, GOPATH=/go for everybody."""
    variables = {"PATH": f"/go/bin:/usr/local/go/bin:{SYSTEM_PATH}", "GOLANG_VERSION": version, "GOPATH": "/go"}
    toolchain_layer = "go-1.19" if version == "1.19.8" else f"go-{version}"
    return Image(("build-tools", "trust", toolchain_layer, *more), ("bash",), {**variables, **environment}, "/go")


IMAGES = {
    "golang:1.19": golang("1.19.8"),
    "golang:1.19-bullseye": golang("1.19.8"),
    # auto: a folder with a go.mod is built as a module, and `go get` outside of one installs into GOPATH as it used to.
    "golang:latest": golang("1.19.8", "code-host", GO111MODULE="auto"),
    # Static, because the Alpine that its programs are copied to has no C library.
    "golang:alpine": golang("1.19.8", "code-host", "alpine-build-tools", GO111MODULE="auto", GOFLAGS=STATIC),
    "golang:1.5": golang("1.5.4", "code-host"),
    "golang:1.9": golang("1.9.7", "code-host"),
    "golang:1.15.7": golang("1.15.7"),
    "golang:1.15.7-alpine3.13": golang("1.15.7", "alpine-commands"),
    "golang:1.20": golang("1.20.14"),
    "debian:latest": Image(("debian", "trust"), ("bash",)),
    "debian:bullseye": Image(("debian", "trust"), ("bash",)),
    "busybox:latest": Image(("busybox",), ("sh",)),
    "alpine:latest": Image(("alpine", "trust"), ("/bin/sh",)),
    "alpine:3.4": Image(("alpine",), ("/bin/sh",)),
}


@dataclass(frozen=True)
class Made:
    """An image whose layers are there: its name with tag, its config document and the layers' files."""

    name: str
    config: bytes
    layers: tuple

    @property
    def identity(self):
        return f"sha256:{hashlib.sha256(self.config).hexdigest()}"


def make(name):
    full = name if ":" in name else f"{name}:latest"
    image = IMAGES.get(full)
    if image is None:
        raise cache.Trouble(f"no image is called {name}; there are {', '.join(sorted(IMAGES))}")
    if full.startswith("golang:"):
        image = Image(image.layers, image.command, {**image.environment, **toolchain.settings()}, image.directory)
    layers = tuple(LAYERS[layer]() for layer in image.layers)
    return Made(full, archive.config_bytes(image, layers, cache.architecture()), layers)


def archive_of(made):
    """The image as a docker archive in the cache; made once."""
    folder = cache.root() / "images"
    folder.mkdir(exist_ok=True)
    short = made.identity.removeprefix("sha256:")[:16]
    path = folder / f"{made.name.replace(':', '_')}-{short}.tar"
    with cache.lock(path.name):
        if not path.exists():
            with cache.staged(path) as temporary, open(temporary, "wb") as stream:
                archive.write_docker_archive(stream, [(made.name, made.config, made.layers)])
    return path
