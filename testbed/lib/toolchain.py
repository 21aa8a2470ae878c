"""Go's own releases, of any version, from the Go module proxy: `golang.org/toolchain` is a module like any other."""

import json
import os
import shutil
import subprocess
import zipfile

import debian
from archive import Tree
from cache import Trouble, architecture, root, scratch

MODULE = "golang.org/toolchain"


def release(stream, version):
    """`version` exactly (1.20.14), unpacked to /usr/local/go as golang's images have it."""
    name = f"v0.0.1-go{version}.linux-{architecture()}"
    with scratch() as work:
        downloaded = download(f"{MODULE}@{name}", work)
        tree = Tree()
        with zipfile.ZipFile(downloaded) as bundle:
            for entry in bundle.infolist():
                add_entry(tree, bundle, entry, f"{MODULE}@{name}/")
            for folder in ("go", "go/bin", "go/src"):
                tree.directory(folder, 0o777)
            tree.write(stream)


def add_entry(tree, bundle, entry, prefix):
    path = entry.filename.removeprefix(prefix)
    # Instrumented copies of the standard library for -race and -buildmode=shared: a hundred megabytes that no example uses.
    if path.startswith("pkg/linux_") and path.split("/")[1].endswith(("_race", "_shared")):
        return
    folder, _, file = path.rpartition("/")
    if file == "_go.mod":  # A module's zip may not contain another go.mod: they are stored under this name.
        path = f"{folder}/go.mod"
    runs = folder == "bin" or folder.startswith("pkg/tool/") or file.endswith((".bash", ".rc"))
    tree.file(f"usr/local/go/{path}", (lambda e=entry: bundle.open(e), entry.file_size), 0o755 if runs else 0o644)


def download(module, work):
    environment = {**os.environ, "GOMODCACHE": str(work / "modules"), "GOFLAGS": "-modcacherw", "GO111MODULE": "on",
                   "GOTOOLCHAIN": "local", "GOWORK": "off"}  # fmt: skip
    done = subprocess.run([go(), "mod", "download", "-json", module], cwd=work, env=environment, capture_output=True)
    answer = json.loads(done.stdout or b"{}")
    if done.returncode != 0 or "Zip" not in answer:
        reason = answer.get("Error") or done.stderr.decode(errors="replace")
        raise Trouble(f"{module} could not be downloaded: {reason.strip()}\nremedy: check GOPROXY ({settings().get('GOPROXY', 'the default')})")
    return answer["Zip"]


def go():
    """This machine's Go, else Debian's, unpacked into the cache and used from there."""
    installed = shutil.which("go")
    if installed:
        return installed
    home = root() / "go"
    program = home / "usr/lib/go-1.19/bin/go"
    if not program.exists():
        with scratch() as work:
            for package in ("golang-1.19-go", "golang-1.19-src"):
                debian.run(["dpkg-deb", "-x", str(debian.fetch(package, work)), str(work / "root")])
            shutil.rmtree(home, ignore_errors=True)
            (work / "root").rename(home)
    return str(program)


DEFAULTS = {
    "GOPROXY": "https://proxy.golang.org,direct",
    "GOSUMDB": "sum.golang.org",
    "GONOSUMDB": "",
    "GONOPROXY": "",
    "GOPRIVATE": "",
    "GOINSECURE": "",
}


def settings():
    """Where modules come from on this machine, as far as that is not Go's default: the images get the same."""
    chosen = {name: os.environ[name] for name in DEFAULTS if name in os.environ}
    if shutil.which("go"):
        done = subprocess.run(["go", "env", "-json", *DEFAULTS], capture_output=True)
        chosen = json.loads(done.stdout) if done.returncode == 0 else chosen
    return {name: value for name, value in sorted(chosen.items()) if value != DEFAULTS[name] and "file://" not in value}
