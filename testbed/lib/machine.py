"""The disk of a virtual machine with Debian's own kernel and systemd, made from packages."""

import os
import shutil
import sys

import debian
from cache import SUITE, TESTBED, Trouble, architecture, key, lock, root, scratch

FILES = TESTBED / "files" / "machine"
PACKAGES = [
    "systemd-sysv", "udev", "dbus", "dbus-user-session", "libpam-systemd", "kmod", "procps", "iproute2", "initramfs-tools", "apparmor",
    "crun", "conmon", "nftables", "uidmap", "passt", "tini", "busybox-static", "curl", "netbase", "firewalld",
]  # fmt: skip
# The root's file system is all that must be there before the disk is.
EARLY = ["virtio_pci", "virtio_blk", "ext4", "crc32c_generic"]
SIZE = "4G"


def machine():
    """The folder of `disk`, `vmlinuz` and `initrd`; made once."""
    texts = [path.read_bytes() for path in sorted(FILES.rglob("*")) if path.is_file()]
    folder = root() / "machines" / f"{SUITE}-{key(machine, texts)}"
    with lock(folder.name):
        if not folder.exists():
            if os.geteuid() != 0:
                raise Trouble("the machine's disk has files of many owners; remedy: make it as root")
            with scratch() as work:
                made = work / "made"
                made.mkdir()
                install(work / "root", made)
                folder.parent.mkdir(exist_ok=True)
                made.rename(folder)
    return folder


def install(system, made):
    hook = "\\n".join(["#!/bin/sh", '[ "$1" != prereqs ] || exit 0', ". /usr/share/initramfs-tools/hook-functions",
                       f"manual_add_modules {' '.join(EARLY)}"])  # fmt: skip
    before = [
        'mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/etc/initramfs-tools/hooks"',
        'printf "MODULES=list\\nCOMPRESS=gzip\\nRESUME=none\\n" >"$1/etc/initramfs-tools/conf.d/machine"',
        f"printf '{hook}\\n' >\"$1/etc/initramfs-tools/hooks/machine\"",
        'chmod 755 "$1/etc/initramfs-tools/hooks/machine"',
    ]
    command = ["mmdebstrap", "--quiet", "--variant=minbase", "--format=directory", f"--architectures={architecture()}"]
    command += [f"--include={','.join([*PACKAGES, f'linux-image-cloud-{architecture()}'])}"]
    command += [f"--dpkgopt=path-exclude={pattern}" for pattern in debian.LEFT_OUT]
    command += [f"--essential-hook={'; '.join(before)}"]
    command += [SUITE, str(system), f"deb [signed-by={debian.keyring()}] {debian.mirror()} {SUITE} main"]
    debian.run(command, stdout=sys.stderr, env={**os.environ, "LC_ALL": "C.UTF-8"})
    configure(system)
    for name in ("vmlinuz", "initrd"):
        found = sorted((system / "boot").glob(f"{name}*-cloud-*"))
        shutil.copyfile(found[-1], made / name)
    write_disk(system, made / "disk", SIZE)


def configure(system):
    shutil.copytree(FILES, system, dirs_exist_ok=True)
    etc = system / "etc"
    (etc / "hostname").write_text("machine\n")
    (etc / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n127.0.1.1 machine\n")
    (etc / "machine-id").write_text("5117a95117a95117a95117a95117a951\n")
    (etc / "resolv.conf").unlink(missing_ok=True)
    (etc / "resolv.conf").write_text("nameserver 10.0.2.3\n")
    (etc / "fstab").write_text("/dev/vda / ext4 errors=remount-ro 0 1\n")
    units = etc / "systemd" / "system"
    for unit, target in (("program", "sysinit"), ("checks", "multi-user")):
        wants = units / f"{target}.target.wants"
        wants.mkdir(exist_ok=True)
        (wants / f"{unit}.service").symlink_to(f"../{unit}.service")
    for unit in ("apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer", "e2scrub_all.timer", "serial-getty@ttyS0.service"):
        (units / unit).unlink(missing_ok=True)
        (units / unit).symlink_to("/dev/null")
    chroot(system, "systemctl", "enable", "systemd-networkd.service")
    chroot(system, "systemctl", "disable", "firewalld.service")
    for number, name in ((1000, "anna"), (1001, "ben")):
        chroot(system, "useradd", "--uid", str(number), "--create-home", "--shell", "/bin/sh", name)
    for kind in ("subuid", "subgid"):
        (etc / kind).write_text("anna:100000:65536\nben:200000:65536\n")


def chroot(system, *command):
    debian.run(["chroot", str(system), *command], stdout=sys.stderr)


def write_disk(tree, disk, size):
    program = shutil.which("mke2fs") or "/usr/sbin/mke2fs"
    disk.touch()  # Else it tells that it makes it.
    debian.run([program, "-q", "-t", "ext4", "-E", "lazy_itable_init=1,root_owner=0:0", "-d", str(tree), str(disk), size], stdout=sys.stderr)
