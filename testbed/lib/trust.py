"""This machine's certificate authorities, so that TLS inside a container trusts what it trusts here."""

from pathlib import Path

from archive import Tree
from cache import Trouble

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"


def bundle():
    path = Path(BUNDLE)
    if not path.exists():
        raise Trouble(f"{BUNDLE} is missing; remedy: apt-get install ca-certificates")
    return path.read_bytes()


def authorities(stream, content):
    tree = Tree()
    tree.file("etc/ssl/certs/ca-certificates.crt", content)
    tree.write(stream)
