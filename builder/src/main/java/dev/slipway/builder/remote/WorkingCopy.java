package dev.slipway.builder.remote;

import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A directory that Git knows a commit of.
///
/// @param commit its full ID
/// @param seconds since 1970, when it was committed
/// @param origin where it was fetched from, without a password; empty where it is from nowhere
public record WorkingCopy(String commit, long seconds, String origin) {

  /// Empty where the directory is of no repository, or nothing is committed yet, or Git is not
  /// installed.
  public static Optional<WorkingCopy> find(Path directory, ImageStore store)
      throws IOException, InterruptedException {
    if (HostCapabilities.find("git").isEmpty()) {
      return Optional.empty();
    }
    var git = new GitProgram(Files.createDirectories(store.temporary("git")), Map.of());
    try {
      String[] head =
          git.run("-C", directory.toString(), "log", "-1", "--format=%H %ct").strip().split(" ");
      String origin = origin(git, directory);
      return Optional.of(new WorkingCopy(head[0], Long.parseLong(head[1]), origin));
    } catch (GitProgram.Failure none) {
      return Optional.empty();
    }
  }

  private static String origin(GitProgram git, Path directory)
      throws IOException, InterruptedException {
    try {
      String url = git.run("-C", directory.toString(), "config", "remote.origin.url").strip();
      return WebAddress.redacted(url);
    } catch (GitProgram.Failure none) {
      return "";
    }
  }
}
