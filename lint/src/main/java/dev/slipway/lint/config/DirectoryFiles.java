package dev.slipway.lint.config;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.lint.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory on this machine as a build context.
public final class DirectoryFiles implements ProjectFiles {
  private static final long LARGEST = 1 << 20;
  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 24;

  private final Path directory;
  private final Path dockerfile;
  private @Nullable List<String> files;
  private @Nullable IgnoreRules ignored;

  /// @param dockerfile `NAME.dockerignore` beside it goes before the context's own
  public DirectoryFiles(Path directory, Path dockerfile) {
    this.directory = directory;
    this.dockerfile = dockerfile;
  }

  @Override
  public List<String> list() {
    if (files == null) {
      var found = new ArrayList<String>();
      walk(directory, "", 0, found);
      found.sort(null);
      files = List.copyOf(found);
    }
    return files;
  }

  private static void walk(Path folder, String prefix, int depth, List<String> into) {
    var folders = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (into.size() >= MOST_FILES) {
          return;
        }
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          into.add(prefix + entry.getFileName());
        } else if (depth < DEEPEST && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry);
        }
      }
    } catch (IOException unreadable) {
      return; // What cannot be read is not looked at.
    }
    for (Path each : folders) {
      String name = String.valueOf(each.getFileName());
      if (!name.equals(".git") && !name.equals("node_modules") && !name.equals(".hg")) {
        walk(each, prefix + name + "/", depth + 1, into);
      }
    }
  }

  @Override
  public boolean exists(String path) {
    try {
      return Files.exists(directory.resolve(path));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  @Override
  public @Nullable String read(String path) {
    try {
      Path file = directory.resolve(path);
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST
          ? new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)
          : null;
    } catch (InvalidPathException | IOException _) {
      return null;
    }
  }

  /// @throws dev.slipway.dockerfile.DockerfileException for a pattern that is none
  @Override
  public IgnoreRules ignored() {
    if (ignored == null) {
      try {
        Path own = own();
        Path file = Files.exists(own) ? own : directory.resolve(".dockerignore");
        ignored = IgnoreRules.parse(String.valueOf(file.getFileName()), Files.readString(file));
      } catch (NoSuchFileException none) {
        ignored = IgnoreRules.NONE;
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return ignored;
  }

  private Path own() {
    return dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
  }

  @Override
  public boolean hasIgnoreFile() {
    return Files.exists(own()) || exists(".dockerignore");
  }

  @Override
  public boolean isKnown() {
    return true;
  }
}
