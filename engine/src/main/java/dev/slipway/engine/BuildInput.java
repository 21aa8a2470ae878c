package dev.slipway.engine;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.builder.NamedContext;
import dev.slipway.builder.lower.MainContext;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a build is told of: the Dockerfile, and the context with its ignore file.
///
/// @param directory the context where it is read in place; null where it is fetched
/// @param context the files of `COPY`
/// @param named `--build-context`, by name
/// @param dockerfile where the Dockerfile is on this machine; null where it is not
/// @param name what messages call the Dockerfile
/// @param content its bytes
/// @param frontend the image that `BUILDKIT_SYNTAX` names, null where it is not given
record BuildInput(
    @Nullable Path directory,
    MainContext context,
    Map<String, NamedContext> named,
    @Nullable Path dockerfile,
    String name,
    Content content,
    @Nullable String frontend) {
  private static final String USUAL = "Dockerfile";
  private static final String LOWER = "dockerfile";

  /// Goes before the file's own `# syntax=`.
  private static final String FRONTEND = "BUILDKIT_SYNTAX";

  /// Of a Dockerfile: what one message between Docker's client and BuildKit carries.
  private static final int LARGEST = 16 << 20;

  /// Reads a Dockerfile.
  @FunctionalInterface
  interface Content {
    byte[] read() throws IOException;
  }

  /// @throws BuildException a part of it is not there
  static BuildInput of(BuildRequest request, FetchedInputs fetched, Progress progress)
      throws IOException, InterruptedException {
    return read(request, fetched, progress).withFrontend(request.stage().arguments().get(FRONTEND));
  }

  private BuildInput withFrontend(@Nullable String text) {
    return text == null
        ? this
        : new BuildInput(
            directory, context, named, dockerfile, name, content, text.strip().split(" ", 2)[0]);
  }

  private static BuildInput read(BuildRequest request, FetchedInputs fetched, Progress progress)
      throws IOException, InterruptedException {
    Map<String, NamedContext> named = fetched.named(request.sources());
    DockerfileSource dockerfile = request.sources().dockerfile();
    if (request.sources().context() instanceof ContextSource.Directory(var path)) {
      return local(checked(path), dockerfile, named, fetched);
    }
    FetchedInputs.Context context = fetched.context(request.sources().context(), progress);
    Named file = file(context, dockerfile, fetched);
    return new BuildInput(null, context.files(), named, null, file.name(), file.content(), null);
  }

  /// A directory and a Dockerfile of this machine.
  static BuildInput of(Path context, Path dockerfile) {
    return local(checked(context), dockerfile, Map.of());
  }

  /// The files of a request that reads this machine alone.
  ///
  /// @throws BuildException it reads something else
  static BuildInput local(BuildRequest request) {
    Path file = localDockerfile(request);
    if (file == null
        || !(request.sources().context() instanceof ContextSource.Directory(var directory))) {
      throw BuildException.of(
          "a lock file stands beside a Dockerfile of this machine",
          "name the directory that has the Dockerfile");
    }
    return local(checked(directory), file, request.sources().named());
  }

  /// What the names and addresses of the Dockerfile stood for: beside it. Empty where it is no file
  /// of this machine.
  static Optional<Path> lockFile(BuildRequest request) {
    Path file = localDockerfile(request);
    return file == null
        ? Optional.empty()
        : Optional.of(file.resolveSibling(file.getFileName() + ".lock"));
  }

  private static @Nullable Path localDockerfile(BuildRequest request) {
    if (!(request.sources().context() instanceof ContextSource.Directory(var directory))) {
      return null;
    }
    return switch (request.sources().dockerfile()) {
      case DockerfileSource.Usual() -> usual(directory);
      case DockerfileSource.Inside(var path) -> directory.resolve(path);
      case DockerfileSource.File(var path) -> path;
      case DockerfileSource.Text _, DockerfileSource.Web _ -> null;
    };
  }

  /// The lock file's place.
  Path lockFile() {
    if (dockerfile == null) {
      throw new IllegalStateException("no file of this machine: " + name);
    }
    return dockerfile.resolveSibling(name + ".lock");
  }

  private static Path checked(Path context) {
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
    return context;
  }

  private record Named(String name, Content content) {}

  /// Without a file named, `Dockerfile` in the context, else `dockerfile`, as Docker looks for it.
  private static BuildInput local(
      Path context, DockerfileSource source, Map<String, NamedContext> named, FetchedInputs fetched)
      throws IOException, InterruptedException {
    return switch (source) {
      case DockerfileSource.Usual() -> local(context, usual(context), named);
      case DockerfileSource.Inside(var path) -> local(context, context.resolve(path), named);
      case DockerfileSource.File(var path) -> local(context, path, named);
      case DockerfileSource.Text _, DockerfileSource.Web _ -> {
        Named file = elsewhere(source, fetched);
        yield new BuildInput(
            context, new MainContext.Local(), named, null, file.name(), file.content(), null);
      }
    };
  }

  private static BuildInput local(Path context, Path file, Map<String, NamedContext> named) {
    String name = String.valueOf(file.getFileName());
    return new BuildInput(
        context, new MainContext.Local(), named, file, name, () -> read(file, name), null);
  }

  private static Path usual(Path context) {
    Path usual = context.resolve(USUAL);
    Path lower = context.resolve(LOWER);
    return !Files.exists(usual) && Files.exists(lower) ? lower : usual;
  }

  private static Named elsewhere(DockerfileSource source, FetchedInputs fetched)
      throws IOException, InterruptedException {
    byte[] bytes =
        switch (source) {
          case DockerfileSource.Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
          case DockerfileSource.Web(var address) -> fetched.web(address);
          case DockerfileSource.Usual _, DockerfileSource.Inside _, DockerfileSource.File _ ->
              throw new IllegalArgumentException("in a context: " + source);
        };
    return new Named(USUAL, () -> bytes);
  }

  /// The Dockerfile of a context that is fetched.
  private static Named file(
      FetchedInputs.Context context, DockerfileSource source, FetchedInputs fetched)
      throws IOException, InterruptedException {
    return switch (source) {
      case DockerfileSource.Text _, DockerfileSource.Web _ -> elsewhere(source, fetched);
      case DockerfileSource.File(var path) -> {
        String name = String.valueOf(path.getFileName());
        yield new Named(name, () -> read(path, name));
      }
      case DockerfileSource.Inside(var path) -> inside(context, path, path, fetched);
      case DockerfileSource.Usual() -> inside(context, USUAL, LOWER, fetched);
    };
  }

  private static Named inside(
      FetchedInputs.Context context, String path, String other, FetchedInputs fetched)
      throws IOException, InterruptedException {
    Optional<byte[]> found = context.dockerfile();
    if (found.isEmpty() && context.files() instanceof MainContext.Fetched files) {
      found = fetched.read(files, path);
      if (found.isEmpty()) {
        found = fetched.read(files, other);
      }
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    byte[] bytes =
        found.orElseThrow(() ->
            BuildException.of(
                "failed to read dockerfile: open " + path + ": no such file or directory",
                "put a Dockerfile into the context, or name one of its files with -f"));
    return new Named(name, () -> bytes);
  }

  BuildDefinition readDockerfile(MistakeSearch search, Progress progress) throws IOException {
    Progress.Entry entry =
        progress.entry("[internal] load build definition from " + name).started();
    try {
      byte[] bytes = content.read();
      entry.status("transferring dockerfile: " + TransferSize.text(bytes.length), true);
      Dockerfile file = parse(FetchedInputs.text(bytes), entry);
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
    return SourceFile.of(name, FetchedInputs.text(content.read()));
  }

  private Dockerfile parse(String text, Progress.Entry entry) {
    if (frontend == null) {
      return DockerfileParser.parse(name, text);
    }
    Diagnostic said = DockerfileParser.frontend(frontend);
    if (said.isError()) {
      throw BuildException.of(FRONTEND + ": " + said.message(), said.remedy());
    }
    if (said.severity() == Severity.WARNING) {
      entry.warning(FRONTEND + ": " + said.message());
    }
    return DockerfileParser.parseAsOurs(name, text);
  }

  private static byte[] read(Path file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw BuildException.of(
            "failed to read dockerfile: " + name + " is larger than " + LARGEST + " bytes",
            "name a file of instructions with -f");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "failed to read dockerfile: open " + name + ": no such file or directory",
              "write a Dockerfile in " + file.getParent() + ", or name one with -f")
          .causedBy(missing);
    } catch (IOException unreadable) {
      String reason =
          unreadable instanceof FileSystemException system && system.getReason() != null
              ? system.getReason()
              : unreadable instanceof AccessDeniedException
                  ? "permission denied"
                  : String.valueOf(unreadable.getMessage());
      throw BuildException.of(
              "failed to read dockerfile: open " + name + ": " + reason,
              "name a file of instructions with -f")
          .causedBy(unreadable);
    }
  }

  /// A context that is fetched has none.
  IgnoreFile ignoreFile(Progress progress) {
    return directory == null
        ? IgnoreFile.none(progress)
        : new IgnoreFile(dockerfile, directory, progress);
  }

  BuildContexts contexts(IgnoreFile ignored, ImageStore store, Progress progress) {
    BuildContext main =
        directory == null
            ? null
            : new BuildContext(
                "[internal] load build context",
                directory,
                ignored.orNull(),
                ignored.digest(),
                store,
                progress);
    return new BuildContexts(main, store, progress);
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
