"""Layer tars with the same bytes from the same content, and docker archives made of them."""

import hashlib
import io
import json
import tarfile

EPOCH = 1686355200  # 2023-06-10, the release of the Debian suite: every time that we choose ourselves is this one


class Tree:
    """The content of a layer: written sorted, owned by root, with one fixed time."""

    def __init__(self):
        self._entries = {}

    def directory(self, path, mode=0o755):
        self._add(path, tarfile.DIRTYPE, mode)

    def file(self, path, content, mode=0o644):
        """`content` is bytes, or a function that opens a binary stream, with its length: `(open, length)`."""
        self._add(path, tarfile.REGTYPE, mode, content=content)

    def symlink(self, path, target):
        self._add(path, tarfile.SYMTYPE, 0o777, target=target)

    def hard_link(self, path, target):
        self._add(path, tarfile.LNKTYPE, 0o755, target=target)

    def folder(self, path, source, executable=False):
        """A folder of this machine, with its plain files and folders."""
        self.directory(path)
        for child in sorted(source.iterdir()):
            name = f"{path}/{child.name}"
            if child.is_dir():
                self.folder(name, child, executable)
            else:
                self.file(name, child.read_bytes(), 0o755 if executable else 0o644)

    def _add(self, path, kind, mode, content=b"", target=""):
        parent = path.rpartition("/")[0]
        if parent and parent not in self._entries:
            self.directory(parent)
        self._entries[path] = (kind, mode, content, target)

    def write(self, stream):
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for path in sorted(self._entries):
                kind, mode, content, target = self._entries[path]
                header = tarfile.TarInfo(path)
                header.type, header.mode, header.linkname, header.mtime = kind, mode, target, EPOCH
                if kind != tarfile.REGTYPE:
                    tar.addfile(header)
                    continue
                opened, header.size = content if isinstance(content, tuple) else (lambda c=content: io.BytesIO(c), len(content))
                with opened() as data:
                    tar.addfile(header, data)


def file_digest(path):
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def config_bytes(image, layers, architecture):
    """The image's config document; its digest is the image ID."""
    created = "2023-06-10T00:00:00Z"
    history = [{"created": created, "created_by": f"testbed layer {layer.name}"} for layer in layers]
    for instruction in image.instructions():
        history.append({"created": created, "created_by": instruction, "empty_layer": True})
    document = {
        "architecture": architecture,
        "config": image.config(),
        "created": created,
        "history": history,
        "os": "linux",
        "rootfs": {"diff_ids": [f"sha256:{layer.digest}" for layer in layers], "type": "layers"},
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def write_docker_archive(stream, images):
    """`images`: (name with tag, config bytes, layers) each; a layer that several images share is written once."""
    manifest, written = [], set()
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:

        def add(name, opened, size):
            if name in written:
                return
            written.add(name)
            header = tarfile.TarInfo(name)
            header.mode, header.size, header.mtime = 0o644, size, EPOCH
            with opened() as data:
                tar.addfile(header, data)

        for name, config, layers in images:
            manifest.append(
                {
                    "Config": f"{hashlib.sha256(config).hexdigest()}.json",
                    "RepoTags": [name],
                    "Layers": [f"{layer.digest}.tar" for layer in layers],
                }
            )
        listing = json.dumps(manifest, separators=(",", ":")).encode()
        add("manifest.json", lambda: io.BytesIO(listing), len(listing))
        for entry, (_, config, layers) in zip(manifest, images):
            add(entry["Config"], lambda c=config: io.BytesIO(c), len(config))
            for layer in layers:
                add(f"{layer.digest}.tar", lambda l=layer: open(l.path, "rb"), layer.path.stat().st_size)
