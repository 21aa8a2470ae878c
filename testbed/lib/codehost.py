"""The code host of the articles, inside the image: `go get` and `git clone` of these addresses find our programs."""

import os
import shutil
from pathlib import Path

import debian
from archive import EPOCH, Tree
from cache import TESTBED, scratch

EXAMPLES = TESTBED.parent / "examples"
HOME = "usr/share/testbed/git"
# address of the repository -> its folders, each with the example that it holds
REPOSITORIES = {
    "github.com/golang/example": {"hello": "hello"},
    "github.com/mccurdyc/goblogs": {"docker-multi-stage-builds/hello": "tool"},
    "github.com/markbates/pop": {"soda": "tool/soda"},
}


def sources():
    """Every file that the repositories hold, as one text for the layer's key."""
    found = []
    for address, folders in REPOSITORIES.items():
        for folder, example in folders.items():
            for path in go_files(example):
                found.append(f"{address}/{folder}/{path.name}\n{path.read_text()}")
    return "\n".join(found)


def go_files(example):
    return sorted(path for path in (EXAMPLES / example).iterdir() if path.suffix in (".go", ".h", ".c"))


def repositories(stream, text):
    del text  # the sources themselves, an input of the key
    tree = Tree()
    settings = "# The testbed's code host: these addresses are served from this image.\n[safe]\n\tdirectory = *\n"
    with scratch() as work:
        for address, folders in REPOSITORIES.items():
            tree.folder(f"{HOME}/{address}", bare_repository(work / address, folders))
            settings += f'[url "file:///{HOME}/{address}"]\n\tinsteadOf = https://{address}\n\tinsteadOf = git://{address}\n'
    tree.file("etc/gitconfig", settings.encode())
    tree.write(stream)


def bare_repository(work, folders):
    checkout, bare = work / "checkout", work / "bare"
    for folder, example in folders.items():
        (checkout / folder).mkdir(parents=True)
        for path in go_files(example):
            shutil.copyfile(path, checkout / folder / path.name)
    git(checkout, "init", "--quiet", "--template=", "--initial-branch=master", ".")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "--message=The example")
    git(work, "clone", "--quiet", "--bare", "--template=", str(checkout), str(bare))
    git(bare, "remote", "remove", "origin")
    (bare / "refs" / "heads").mkdir(parents=True, exist_ok=True)
    return bare


def git(folder, *arguments):
    when = f"{EPOCH} +0000"
    environment = {"PATH": os.environ["PATH"], "HOME": str(Path(folder)), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": when,
                   "GIT_COMMITTER_DATE": when}  # fmt: skip
    for role in ("AUTHOR", "COMMITTER"):
        environment[f"GIT_{role}_NAME"] = "Slipway testbed"
        environment[f"GIT_{role}_EMAIL"] = "testbed@example.invalid"
    debian.run(["git", "-C", str(folder), *arguments], env=environment)
