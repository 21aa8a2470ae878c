package dev.slipway.builder.remote;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.GitAddress;
import dev.slipway.builder.remote.GitRepositories.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of one commit, checked out when they are needed. All of them have the commit's time:
/// the time of the checkout would be another one in every build.
final class GitCheckout implements RemoteFiles {
  private final GitRepositories repositories;
  private final CopyInput.Repository input;
  private final Commit commit;
  private @Nullable CopySelector files;
  private long seconds;

  GitCheckout(GitRepositories repositories, CopyInput.Repository input, Commit commit) {
    this.repositories = repositories;
    this.input = input;
    this.commit = commit;
  }

  @Override
  public String identity() {
    GitAddress address = input.address();
    return String.join(
        " ",
        "git",
        commit.id(),
        input.keepGitDirectory() ? address.remote() + " " + commit.reference() : "-",
        address.submodules() ? "submodules" : "-",
        address.subdirectory());
  }

  @Override
  public String revision() {
    return commit.id();
  }

  @Override
  public synchronized CopySelector files() throws IOException, InterruptedException {
    if (files == null) {
      files = checkOut();
    }
    return files;
  }

  @Override
  public synchronized Optional<Instant> time() throws IOException, InterruptedException {
    CopySelector _ = files();
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  private CopySelector checkOut() throws IOException, InterruptedException {
    Path directory = repositories.directory();
    GitProgram git = repositories.program(directory, input.address().remote());
    try {
      git.run("init", "--quiet");
      fetch(git);
      git.run("checkout", "--quiet", "--force", branchOrCommit(git));
      if (input.address().submodules() && Files.exists(directory.resolve(".gitmodules"))) {
        git.run("submodule", "update", "--quiet", "--init", "--recursive", "--depth=1");
      }
      seconds = Long.parseLong(git.run("log", "-1", "--format=%ct").strip());
      if (input.keepGitDirectory()) {
        tidy(git, directory.resolve(".git"));
      }
      return select(directory);
    } catch (GitProgram.Failure failure) {
      throw GitRepositories.unreachable(input.address(), failure);
    }
  }

  /// A kept `.git` says nothing of when and as whom it was fetched: two fetches are the same.
  private void tidy(GitProgram git, Path directory) throws IOException, InterruptedException {
    git.run("remote", "set-url", "origin", WebAddress.redacted(input.address().remote()));
    git.run("reflog", "expire", "--all", "--expire=now");
    Files.deleteIfExists(directory.resolve("FETCH_HEAD"));
    Files.deleteIfExists(directory.resolve("ORIG_HEAD"));
    Files.delete(directory.resolve("index")); // It has the times and inodes of the checkout.
    git.run("read-tree", "HEAD");
  }

  /// The commit alone, where the server gives single ones; else all there is.
  private void fetch(GitProgram git) throws IOException, InterruptedException {
    String remote = input.address().remote();
    git.run("remote", "add", "origin", GitLogin.withoutUser(remote));
    try {
      git.run("fetch", "--quiet", "--depth=1", "--no-tags", "origin", commit.id());
    } catch (GitProgram.Failure notSingle) {
      git.run("fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
      try {
        git.run("cat-file", "-e", commit.id() + "^{commit}");
      } catch (GitProgram.Failure missing) {
        throw BuildException.of(
            "repository " + WebAddress.redacted(remote) + " does not contain commit " + commit.id(),
            "name a commit that one of its branches or tags leads to");
      }
    }
  }

  /// A kept `.git` is on the branch that was asked for.
  private String branchOrCommit(GitProgram git) throws IOException, InterruptedException {
    String prefix = "refs/heads/";
    if (!commit.reference().startsWith(prefix)) {
      return commit.id();
    }
    String branch = commit.reference().substring(prefix.length());
    git.run("update-ref", commit.reference(), commit.id());
    return branch;
  }

  private CopySelector select(Path directory) throws IOException {
    String subdirectory = input.address().subdirectory();
    Path root = directory;
    for (String part : subdirectory.isEmpty() ? new String[0] : subdirectory.split("/")) {
      root = root.resolve(part);
      if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
        throw BuildException.of(
            "subdir not found or not a directory: " + subdirectory,
            "name a directory that the repository has in " + commit.id());
      }
    }
    var files = new CheckedOutFiles(root, seconds, input.keepGitDirectory());
    return CopySelector.exactly(files, "/");
  }
}
