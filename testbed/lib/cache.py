"""What was made before and still fits its recipe: layers and archives, one folder, one lock per thing."""

import contextlib
import fcntl
import hashlib
import inspect
import os
import platform
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import archive

TESTBED = Path(__file__).resolve().parent.parent
SUITE = "bookworm"


class Trouble(Exception):
    """What keeps an image from being made, and what to do about it."""


def root():
    folder = os.environ.get("SLIPWAY_TESTBED_CACHE")
    if not folder:
        folder = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "slipway-testbed")
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path


def architecture():
    """As Go and Debian name it."""
    machine = platform.machine()
    known = {"x86_64": "amd64", "aarch64": "arm64"}
    if machine not in known:
        raise Trouble(f"no base images are made for {machine}; remedy: use a machine of {' or '.join(known)}")
    return known[machine]


@dataclass(frozen=True)
class Layer:
    name: str
    digest: str
    path: Path


def key(maker, inputs):
    """What a layer is made of: the text of the module that makes it, the archive writer's, and its inputs."""
    digest = hashlib.sha256()
    for module in (inspect.getmodule(maker), archive):
        digest.update(Path(module.__file__).read_bytes())
    for part in (SUITE, architecture(), *inputs):
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:16]


def layer(name, maker, *inputs):
    """`maker(stream, *inputs)` writes the layer's tar, unless one of the same key is there."""
    folder = root() / "layers"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{key(maker, inputs)}.tar"
    known = path.with_suffix(".sha256")
    with lock(path.name):
        if not (path.exists() and known.exists()):
            with staged(path) as temporary:
                with open(temporary, "wb") as stream:
                    maker(stream, *inputs)
            with staged(known) as temporary:
                temporary.write_text(archive.file_digest(path))
    return Layer(name, known.read_text(), path)


@contextlib.contextmanager
def staged(path):
    """A temporary file beside `path` that takes its place when the block ends well."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def lock(name):
    """Several tests may ask for one image at once: the first makes it, the others wait."""
    folder = root() / "locks"
    folder.mkdir(exist_ok=True)
    with open(folder / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def scratch():
    """A folder for the time of the block, on the cache's disk: toolchains are too large for a small /tmp."""
    folder = Path(tempfile.mkdtemp(dir=root(), prefix=".work-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
