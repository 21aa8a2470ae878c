package dev.slipway.engine;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files that a build is told of: the Dockerfile and the context with its ignore file.
///
/// @param frontend the image that `BUILDKIT_SYNTAX` names, null where it is not given
record BuildInput(Path context, Path dockerfile, @Nullable String frontend) {
  /// Goes before the file's own `# syntax=`.
  private static final String FRONTEND = "BUILDKIT_SYNTAX";

  /// Of a Dockerfile: far beyond what Docker's own messages carry.
  private static final int LARGEST = 64 << 20;

  /// Without a file named, `Dockerfile` in the context, else `dockerfile`, as Docker looks for it.
  static BuildInput of(BuildRequest request) {
    Path context =
        switch (request.sources().context()) {
          case ContextSource.Directory(var path) -> path;
        };
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
    Path dockerfile =
        switch (request.sources().dockerfile()) {
          case DockerfileSource.Usual() -> usual(context);
          case DockerfileSource.File(var path) -> path;
        };
    String frontend = request.stage().arguments().get(FRONTEND);
    return new BuildInput(
        context, dockerfile, frontend == null ? null : frontend.strip().split(" ", 2)[0]);
  }

  private Dockerfile parse(String text, Progress.Entry entry) {
    if (frontend == null) {
      return DockerfileParser.parse(name(), text);
    }
    Diagnostic said = DockerfileParser.frontend(frontend);
    if (said.isError()) {
      throw BuildException.of(FRONTEND + ": " + said.message(), said.remedy());
    }
    if (said.severity() == Severity.WARNING) {
      entry.warning(FRONTEND + ": " + said.message());
    }
    return DockerfileParser.parseAsOurs(name(), text);
  }

  private static Path usual(Path context) {
    Path usual = context.resolve("Dockerfile");
    Path lower = context.resolve("dockerfile");
    return !Files.exists(usual) && Files.exists(lower) ? lower : usual;
  }

  /// What the names and addresses of the Dockerfile stood for: beside it.
  Path lockFile() {
    return dockerfile.resolveSibling(name() + ".lock");
  }

  private String name() {
    return String.valueOf(dockerfile.getFileName());
  }

  BuildDefinition readDockerfile(MistakeSearch search, Progress progress) throws IOException {
    Progress.Entry entry =
        progress.entry("[internal] load build definition from " + name()).started();
    try {
      byte[] bytes = read();
      entry.status("transferring dockerfile: " + TransferSize.text(bytes.length), true);
      Dockerfile file = parse(text(bytes), entry);
      for (Diagnostic warning : file.warnings()) {
        entry.warning(warning.message() + " (line " + warning.span().startLine() + ")");
      }
      entry.finished();
      return new BuildDefinition(file, entry);
    } catch (DockerfileException mistake) {
      throw failed(entry, Builds.mistake(search.all(mistake)));
    } catch (BuildException missing) {
      throw failed(entry, missing);
    }
  }

  private static BuildException failed(Progress.Entry entry, BuildException failure) {
    entry.failed(String.valueOf(failure.getMessage()));
    return failure;
  }

  /// The Dockerfile's text.
  SourceFile source() throws IOException {
    return SourceFile.of(name(), text(read()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(dockerfile)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw BuildException.of(
            "failed to read dockerfile: " + name() + " is larger than " + LARGEST + " bytes",
            "name a file of instructions with -f");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "failed to read dockerfile: open " + name() + ": no such file or directory",
              "write a Dockerfile in " + dockerfile.getParent() + ", or name one with -f")
          .causedBy(missing);
    } catch (IOException unreadable) {
      String reason =
          unreadable instanceof FileSystemException system && system.getReason() != null
              ? system.getReason()
              : unreadable instanceof AccessDeniedException
                  ? "permission denied"
                  : String.valueOf(unreadable.getMessage());
      throw BuildException.of(
              "failed to read dockerfile: open " + name() + ": " + reason,
              "name a file of instructions with -f")
          .causedBy(unreadable);
    }
  }

  IgnoreFile ignoreFile(Progress progress) {
    return new IgnoreFile(dockerfile, context, progress);
  }

  BuildContexts contexts(IgnoreFile ignored, ImageStore store, Progress progress) {
    return new BuildContexts(
        new BuildContext(
            "[internal] load build context",
            context,
            ignored.orNull(),
            ignored.digest(),
            store,
            progress),
        store,
        progress);
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
