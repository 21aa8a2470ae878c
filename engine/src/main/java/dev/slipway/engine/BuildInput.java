package dev.slipway.engine;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files that a build is told of: the Dockerfile and the context with its ignore file.
record BuildInput(Path context, Path dockerfile) {

  /// Without a file named, `Dockerfile` in the context, else `dockerfile`, as Docker looks for it.
  static BuildInput of(BuildRequest request) {
    Path context = request.context();
    if (!Files.exists(context)) {
      throw BuildException.of(
          "unable to prepare context: path \"" + context + "\" not found",
          "name the directory that holds the Dockerfile");
    }
    if (!Files.isDirectory(context)) {
      throw BuildException.of(
          "unable to prepare context: path \"" + context + "\" is not a directory",
          "name the directory that holds the Dockerfile");
    }
    if (request.dockerfile() != null) {
      return new BuildInput(context, request.dockerfile());
    }
    Path usual = context.resolve("Dockerfile");
    Path lower = context.resolve("dockerfile");
    return new BuildInput(context, !Files.exists(usual) && Files.exists(lower) ? lower : usual);
  }

  private String name() {
    return String.valueOf(dockerfile.getFileName());
  }

  Dockerfile readDockerfile(Progress progress) throws IOException {
    Progress.Entry entry =
        progress.entry("[internal] load build definition from " + name()).started();
    try {
      byte[] bytes = read(entry);
      entry.status("transferring dockerfile: " + TransferSize.text(bytes.length), true);
      Dockerfile file = DockerfileParser.parse(name(), new String(bytes, StandardCharsets.UTF_8));
      for (Diagnostic warning : file.warnings()) {
        entry.warning(warning.message() + " (line " + warning.span().startLine() + ")");
      }
      entry.finished();
      return file;
    } catch (DockerfileException mistake) {
      BuildException failure = Builds.mistake(mistake);
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  private byte[] read(Progress.Entry entry) throws IOException {
    try {
      return Files.readAllBytes(dockerfile);
    } catch (NoSuchFileException missing) {
      BuildException failure =
          BuildException.of(
              "failed to read dockerfile: open " + name() + ": no such file or directory",
              "write a Dockerfile in " + dockerfile.getParent() + ", or name one with -f");
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure.causedBy(missing);
    }
  }

  /// `NAME.dockerignore` beside the Dockerfile goes before the context's `.dockerignore`.
  BuildContexts context(ImageStore store, Progress progress) throws IOException {
    Progress.Entry entry = progress.entry("[internal] load .dockerignore").started();
    Path own = dockerfile.resolveSibling(name() + ".dockerignore");
    byte[] text = readIfThere(own);
    if (text == null) {
      text = readIfThere(context.resolve(".dockerignore"));
    }
    entry.status(
        "transferring context: " + TransferSize.text(text == null ? 2 : text.length), true);
    try {
      IgnoreRules rules =
          text == null
              ? null
              : IgnoreRules.parse(".dockerignore", new String(text, StandardCharsets.UTF_8));
      entry.finished();
      String ignored = text == null ? "" : Digest.sha256(text).hex();
      return new BuildContexts(
          new BuildContext(
              "[internal] load build context", context, rules, ignored, store, progress),
          store,
          progress);
    } catch (DockerfileException mistake) {
      BuildException failure = Builds.mistake(mistake);
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  /// A directory that has a name in the build; its own `.dockerignore` holds in it.
  static BuildContext named(Path directory, ImageStore store, Progress progress)
      throws IOException {
    byte[] text = readIfThere(directory.resolve(".dockerignore"));
    IgnoreRules rules =
        text == null
            ? null
            : IgnoreRules.parse(".dockerignore", new String(text, StandardCharsets.UTF_8));
    String ignored = text == null ? "" : Digest.sha256(text).hex();
    String title = "[context " + directory.getFileName() + "] load from client";
    return new BuildContext(title, directory, rules, ignored, store, progress);
  }

  private static byte @Nullable [] readIfThere(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }
}
