"""Boots the virtual machine of `machine.py` by QEMU, with a second disk that has the built program, a JDK and what is to be checked."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import images
from cache import TESTBED, Trouble, architecture, scratch
from machine import machine, write_disk

PROJECT = TESTBED.parent
MEMORY = "1536"
NOT_OF_A_JDK = shutil.ignore_patterns("jmods", "src.zip", "demo", "man", "include", "legal", "ct.sym")


def write_program(checks, work):
    """The second disk: the built program and its JDK, an image, the checks, and where the first two are to stand."""
    built = PROJECT / "cli" / "target" / "slipway"
    if not (built / "lib").is_dir():
        raise Trouble(f"Slipway is not built in {PROJECT}; remedy: ./mvn25 -q -DskipTests package")
    jdk = Path(subprocess.run([PROJECT / "bin" / "find-jdk"], check=True, capture_output=True, text=True).stdout.strip())
    tree = work / "tree"
    shutil.copytree(PROJECT / "bin", tree / "program" / "bin", symlinks=True)
    shutil.copytree(built, tree / "program" / "cli" / "target" / "slipway", symlinks=True)
    shutil.copytree(PROJECT / "docs" / "guides", tree / "program" / "docs" / "guides")
    shutil.copytree(jdk, tree / "jdk", symlinks=True, ignore=NOT_OF_A_JDK)
    shutil.copytree(checks, tree / "checks")
    shutil.copyfile(images.archive_of(images.make("busybox")), tree / "busybox.tar")
    (tree / "paths").write_text(f"program {PROJECT}\njdk {jdk}\n")
    amount = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file())
    write_disk(tree, work / "program", f"{amount * 12 // 10 // 2**20 + 64}M")
    shutil.rmtree(tree)
    return work / "program"


def accelerators():
    """The processor itself where it says that it can; a /dev/kvm alone may be one that cannot run a whole kernel."""
    flags = re.search(r"^flags\s*:(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    able = flags and {"vmx", "svm"} & set(flags.group(1).split())
    return [*(["-accel", "kvm"] if able else []), "-accel", "tcg,thread=multi"]


def boot(checks, results, seconds):
    """Runs the machine until it switches itself off: what its checks said is in `results`, its console's text beside it."""
    emulator = shutil.which({"amd64": "qemu-system-x86_64", "arm64": "qemu-system-aarch64"}[architecture()])
    if not emulator:
        raise Trouble("QEMU is missing; remedy: testbed/install machine")
    parts = machine()
    with scratch() as work:
        program = write_program(checks, work)
        command = [
            "nice", "-n", "5", emulator, "-nodefaults", "-display", "none", *accelerators(), "-cpu", "max",
            "-smp", "2", "-m", MEMORY, "-snapshot",
            "-kernel", str(parts / "vmlinuz"), "-initrd", str(parts / "initrd"),
            # A busy machine is too slow for what the kernel thinks a timer must do.
            "-append", "root=/dev/vda rw console=ttyS0 quiet panic=-1 no_timer_check",
            "-drive", f"file={parts / 'disk'},if=virtio,format=raw,cache=unsafe",
            "-drive", f"file={program},if=virtio,format=raw,cache=unsafe,readonly=on",
            "-nic", "user,model=virtio-net-pci,restrict=on", "-device", "virtio-rng-pci",
            "-serial", f"file:{results}.console", "-serial", f"file:{results}",
        ]  # fmt: skip
        # The changes that the machine makes to its disk are kept here until it ends.
        with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(work)}) as process:
            try:
                process.wait(seconds)
            except BaseException:
                process.kill()
                raise
    return process.returncode
