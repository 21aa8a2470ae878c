"""Layers from Debian's packages: whole systems by mmdebstrap, single packages by a private apt."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from archive import EPOCH, Tree
from cache import SUITE, Trouble, architecture, lock, root, scratch

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
BUILD_TOOLS = ["adduser", "ca-certificates", "curl", "g++", "gcc", "git", "libc6-dev", "make", "openssh-client", "pkg-config", "procps"]
# The folders of the manual stay: packages with alternatives (a JDK) cannot be installed without them.
LEFT_OUT = ["/usr/share/doc/*", "/usr/share/man/*/*", "/usr/share/info/*", "/usr/share/locale/*"]


def mirror():
    """The mirror that this machine's own apt uses, where it is a Debian."""
    chosen = os.environ.get("SLIPWAY_TESTBED_MIRROR")
    if chosen:
        return chosen
    listed = []
    for source in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]:
        if source.suffix in (".list", ".sources") and source.is_file():
            listed += re.findall(r"^(?:URIs:|deb(?: \[[^]]*\])?) *(https?://\S+/debian)/?(?:\s|$)", source.read_text(), re.MULTILINE)
    return listed[0] if listed else "http://deb.debian.org/debian"


def system(stream, packages):
    """A bootable-in-a-container Debian with `packages` (a text, separated by commas)."""
    if not shutil.which("mmdebstrap"):
        raise Trouble("mmdebstrap is missing; remedy: apt-get install mmdebstrap")
    command = ["mmdebstrap", "--quiet", "--variant=minbase", "--format=tar", f"--architectures={architecture()}"]
    command += [f"--include={packages}"] if packages else []
    command += [f"--dpkgopt=path-exclude={pattern}" for pattern in LEFT_OUT]
    command += ["--dpkgopt=path-include=/usr/share/doc/*/copyright"]
    command += ['--customize-hook=rm -f "$1/etc/resolv.conf" "$1/etc/hostname"']
    command += [SUITE, "-", f"deb [signed-by={keyring()}] {mirror()} {SUITE} main"]
    run(command, stdout=stream, env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8"})


def go_from_packages(stream, version):
    """Debian's own Go: what `apt-get install golang-go` gives, at the place where golang's images have theirs."""
    tree = Tree()
    with scratch() as work:
        for package in (f"golang-{version}-go", f"golang-{version}-src"):
            add_package(tree, fetch(package, work), work)
        tree.symlink("usr/local/go", f"../lib/go-{version}")
        for folder in ("go", "go/bin", "go/src"):
            tree.directory(folder, 0o777)
        tree.write(stream)


def add_package(tree, package, work):
    """The files of a .deb, without its documentation."""
    content = work / f"{package.stem}.tar"
    with open(content, "wb") as output:
        run(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=output)
    tar = tarfile.open(content)
    for member in tar:
        path = member.name.removeprefix("./").strip("/")
        if not path or path == "." or path.startswith(("usr/share/doc/", "usr/share/man/", "usr/share/lintian/")):
            continue
        if member.isdir():
            tree.directory(path, member.mode)
        elif member.issym():
            tree.symlink(path, member.linkname)
        elif member.isreg():
            tree.file(path, (lambda m=member: tar.extractfile(m), member.size), member.mode)
        else:
            raise Trouble(f"{package.name}: no rule for the entry {member.name}")


def fetch(package, folder):
    """Downloads one package with an apt of its own: no root, nothing installed, this machine's package lists untouched."""
    options = private_apt()
    run(["apt-get", *options, "download", f"{package}/{SUITE}"], cwd=folder)
    found = sorted(folder.glob(f"{package}_*.deb"))
    if not found:
        raise Trouble(f"apt found no {package} in {SUITE}")
    return found[0]


def private_apt():
    home = root() / "apt"
    options = ["-qq"]
    settings = {
        "Dir::Etc": home, "Dir::State": home, "Dir::Cache": home, "Dir::State::status": home / "status",
        "Dir::Etc::SourceList": home / "sources.list", "Dir::Etc::SourceParts": "/dev/null", "Dir::Etc::Parts": home / "none",
        "Dir::Etc::Preferences": "/dev/null", "Dir::Etc::PreferencesParts": "/dev/null",
        "APT::Architecture": architecture(), "APT::Architectures": architecture(), "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }  # fmt: skip
    for name, value in settings.items():
        options += ["-o", f"{name}={value}"]
    with lock("apt"):
        sources = f"deb [signed-by={keyring()}] {mirror()} {SUITE} main\n"
        marker = home / "sources.list"
        if not (marker.exists() and marker.read_text() == sources):
            (home / "lists" / "partial").mkdir(parents=True, exist_ok=True)
            (home / "archives" / "partial").mkdir(parents=True, exist_ok=True)
            (home / "status").touch()
            marker.write_text(sources)
            try:
                run(["apt-get", *options, "update"])
            except Trouble:
                marker.unlink()
                raise
    return options


def keyring():
    if not Path(KEYRING).exists():
        raise Trouble("Debian's signing keys are missing; remedy: apt-get install debian-archive-keyring")
    return KEYRING


def run(command, **options):
    done = subprocess.run(command, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        raise Trouble(f"{command[0]} ended with {done.returncode}:\n{said}")
