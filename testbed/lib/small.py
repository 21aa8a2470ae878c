"""The small systems: busybox, and a stand-in for Alpine made of it."""

import subprocess
from pathlib import Path

import debian
from archive import Tree
from cache import TESTBED, Trouble, scratch

PASSWD = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n"
GROUP = "root:x:0:\ndaemon:x:1:\nadm:x:4:\nusers:x:100:\nnogroup:x:65533:\nnobody:x:65534:\n"
SHADOW = "root:*:19518:0:99999:7:::\ndaemon:*:19518:0:99999:7:::\nnobody:*:19518:0:99999:7:::\n"
COMMANDS = {path.name: path.read_bytes() for path in sorted((TESTBED / "files" / "alpine").iterdir())}


def busybox(stream):
    """One program with many names, all hard links of it in /bin, as busybox's image has it."""
    tree = Tree()
    program, applets = busybox_program()
    tree.file("bin/[", program, 0o755)
    for applet in [*applets, "busybox"]:
        if applet != "[":
            tree.hard_link(f"bin/{applet}", "bin/[")
    users(tree)
    tree.directory("usr/sbin")
    tree.write(stream)


def alpine(stream, commands):
    """Busybox as Alpine arranges it: symbolic links, and `adduser`, `addgroup` and `apk` with Alpine's options."""
    del commands  # an input so that an edited command gives another key; the content is read at start
    tree = Tree()
    program, applets = busybox_program()
    tree.file("bin/busybox", program, 0o755)
    for applet in applets:
        tree.symlink(f"bin/{applet}", "/bin/busybox")
    users(tree)
    for folder in ("etc/apk", "media", "mnt", "opt", "proc", "run", "sbin", "srv", "sys", "usr/bin", "usr/sbin", "var/log"):
        tree.directory(folder)
    add_commands(tree, "usr/sbin")
    tree.file("etc/os-release", b'NAME="Alpine stand-in of Slipway\'s testbed (busybox)"\nID=alpine\nPRETTY_NAME="Alpine stand-in"\n')
    tree.file("etc/apk/world", b"")
    tree.write(stream)


def alpine_commands(stream, provided, commands):
    """Alpine's commands for a Debian: they come first on golang's PATH."""
    del commands
    tree = Tree()
    add_commands(tree, "usr/local/sbin")
    tree.file("etc/apk/world", "".join(f"{name}\n" for name in provided.split()).encode())
    tree.write(stream)


def add_commands(tree, folder):
    for name, text in COMMANDS.items():
        tree.file(f"{folder}/{name}", text, 0o755)


def users(tree):
    tree.file("etc/passwd", PASSWD.encode())
    tree.file("etc/group", GROUP.encode())
    tree.file("etc/shadow", SHADOW.encode(), 0o640)
    tree.directory("home")
    tree.directory("root", 0o700)
    tree.directory("tmp", 0o1777)
    tree.directory("var/tmp", 0o1777)


def busybox_program():
    with scratch() as work:
        debian.run(["dpkg-deb", "-x", str(debian.fetch("busybox-static", work)), str(work / "root")])
        program = next((path for path in (work / "root/bin/busybox", work / "root/usr/bin/busybox") if path.exists()), None)
        if program is None:
            raise Trouble("busybox-static has no busybox in /bin or /usr/bin")
        applets = subprocess.run([program, "--list"], capture_output=True, check=True, text=True).stdout.split()
        return Path(program).read_bytes(), [applet for applet in applets if applet != "busybox"]
