package dev.slipway.engine.input;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.check.IgnoreSource;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.engine.base.MistakeSearch;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A context's ignore file, read once, when it is first asked for.
///
/// `NAME.dockerignore` beside the Dockerfile goes before the context's `.dockerignore`.
public final class IgnoreFile implements IgnoreSource {
  private final @Nullable Path own;
  private final @Nullable Path usual;
  private final Progress progress;
  private @Nullable IgnoreRules rules;
  private String digest = "";
  private String name = "";

  /// @param dockerfile null where it is no file of this machine
  IgnoreFile(@Nullable Path dockerfile, Path context, Progress progress) {
    own =
        dockerfile == null
            ? null
            : dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    usual = context.resolve(".dockerignore");
    this.progress = progress;
  }

  private IgnoreFile(Progress progress) {
    own = null;
    usual = null;
    this.progress = progress;
    rules = IgnoreRules.NONE;
  }

  /// Holds nothing back.
  static IgnoreFile none(Progress progress) {
    return new IgnoreFile(progress);
  }

  @Override
  public IgnoreRules rules() {
    if (rules == null) {
      try {
        rules = read();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return rules;
  }

  /// Null where nothing is left out.
  @Nullable IgnoreRules orNull() {
    IgnoreRules found = rules();
    return found.isEmpty() ? null : found;
  }

  /// What it is called; empty where there is none.
  String name() {
    rules();
    return name;
  }

  /// Of its bytes, empty where there is no such file.
  String digest() {
    rules();
    return digest;
  }

  private IgnoreRules read() throws IOException {
    Progress.Entry entry = progress.entry("[internal] load .dockerignore").started();
    byte[] text = readIfThere(own);
    name = text == null ? "" : String.valueOf(own == null ? "" : own.getFileName());
    if (text == null) {
      text = readIfThere(usual);
      name = text == null ? "" : ".dockerignore";
    }
    entry.status(
        "transferring context: " + TransferSize.text(text == null ? 2 : text.length), true);
    try {
      IgnoreRules read =
          text == null
              ? IgnoreRules.NONE
              : IgnoreRules.parse(".dockerignore", new String(text, StandardCharsets.UTF_8));
      entry.finished();
      digest = text == null ? "" : Digest.sha256(text).hex();
      return read;
    } catch (DockerfileException mistake) {
      BuildException failure = MistakeSearch.failure(mistake);
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  private static byte @Nullable [] readIfThere(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }
}
