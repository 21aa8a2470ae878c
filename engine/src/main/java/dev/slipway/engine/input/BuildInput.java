package dev.slipway.engine.input;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.builder.NamedContext;
import dev.slipway.builder.lower.MainContext;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a build is told of: the Dockerfile, and the context with its ignore file.
///
/// @param directory the context where it is read in place; null where it is fetched
/// @param context the files of `COPY`
/// @param named `--build-context`, by name
public record BuildInput(
    @Nullable Path directory,
    MainContext context,
    Map<String, NamedContext> named,
    DockerfileText dockerfile) {

  /// @throws BuildException a part of it is not there
  public static BuildInput of(BuildRequest request, FetchedInputs fetched, Progress progress)
      throws IOException, InterruptedException {
    Map<String, NamedContext> named = fetched.named(request.sources());
    DockerfileSource source = request.sources().dockerfile();
    String frontend = request.stage().arguments().get(DockerfileText.FRONTEND);
    if (request.sources().context() instanceof ContextSource.Directory(var path)) {
      Path directory = checked(path);
      DockerfileText file = local(directory, source, fetched);
      return new BuildInput(directory, new MainContext.Local(), named, file.withFrontend(frontend));
    }
    FetchedInputs.Context context = fetched.context(request.sources().context(), progress);
    DockerfileText file = fetched(context, source, fetched);
    return new BuildInput(null, context.files(), named, file.withFrontend(frontend));
  }

  /// A directory and a Dockerfile of this machine.
  public static BuildInput of(Path context, Path dockerfile) {
    return of(context, dockerfile, Map.of());
  }

  private static BuildInput of(Path context, Path dockerfile, Map<String, NamedContext> named) {
    return new BuildInput(
        checked(context), new MainContext.Local(), named, DockerfileText.at(dockerfile));
  }

  /// The files of a request that reads this machine alone.
  ///
  /// @throws BuildException it reads something else
  public static BuildInput local(BuildRequest request) {
    Path file = localDockerfile(request);
    if (file == null
        || !(request.sources().context() instanceof ContextSource.Directory(var directory))) {
      throw noPlaceForLock("name the directory that has the Dockerfile");
    }
    return of(directory, file, request.sources().named());
  }

  /// A Dockerfile that is fetched or given has no file beside it.
  public static BuildException noPlaceForLock(String remedy) {
    return BuildException.of("a lock file stands beside a Dockerfile of this machine", remedy);
  }

  /// The lock file's place. Empty where the Dockerfile is no file of this machine.
  public static Optional<Path> lockFile(BuildRequest request) {
    return Optional.ofNullable(localDockerfile(request)).map(DockerfileText::lockFile);
  }

  /// The lock file's place, where the Dockerfile is a file of this machine.
  public Path lockFile() {
    return DockerfileText.lockFile(Objects.requireNonNull(dockerfile.file(), dockerfile.name()));
  }

  private static @Nullable Path localDockerfile(BuildRequest request) {
    return request.sources().context() instanceof ContextSource.Directory(var directory)
        ? file(directory, request.sources().dockerfile())
        : null;
  }

  /// Null where it is not of this machine.
  private static @Nullable Path file(Path context, DockerfileSource source) {
    return switch (source) {
      case DockerfileSource.Usual() -> DockerfileText.usual(context);
      case DockerfileSource.Inside(var path) -> context.resolve(path);
      case DockerfileSource.File(var path) -> path;
      case DockerfileSource.Text _, DockerfileSource.Web _ -> null;
    };
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

  private static DockerfileText local(Path context, DockerfileSource source, FetchedInputs fetched)
      throws IOException, InterruptedException {
    Path file = file(context, source);
    return file == null ? elsewhere(source, fetched) : DockerfileText.at(file);
  }

  private static DockerfileText elsewhere(DockerfileSource source, FetchedInputs fetched)
      throws IOException, InterruptedException {
    byte[] bytes =
        switch (source) {
          case DockerfileSource.Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
          case DockerfileSource.Web(var address) -> fetched.web(address);
          case DockerfileSource.Usual _, DockerfileSource.Inside _, DockerfileSource.File _ ->
              throw new IllegalArgumentException("in a context: " + source);
        };
    return DockerfileText.of(DockerfileText.USUAL, bytes);
  }

  /// The Dockerfile of a context that is fetched.
  private static DockerfileText fetched(
      FetchedInputs.Context context, DockerfileSource source, FetchedInputs fetched)
      throws IOException, InterruptedException {
    return switch (source) {
      case DockerfileSource.Text _, DockerfileSource.Web _ -> elsewhere(source, fetched);
      case DockerfileSource.File(var path) -> {
        DockerfileText file = DockerfileText.at(path);
        yield new DockerfileText(file.name(), null, file.content(), null);
      }
      case DockerfileSource.Inside(var path) -> inside(context, path, path, fetched);
      case DockerfileSource.Usual() ->
          inside(context, DockerfileText.USUAL, DockerfileText.LOWER, fetched);
    };
  }

  private static DockerfileText inside(
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
    return DockerfileText.of(
        name,
        found.orElseThrow(() ->
            BuildException.of(
                "failed to read dockerfile: open " + path + ": no such file or directory",
                "put a Dockerfile into the context, or name one of its files with -f")));
  }

  /// A context that is fetched has none.
  public IgnoreFile ignoreFile(Progress progress) {
    return directory == null
        ? IgnoreFile.none(progress)
        : new IgnoreFile(dockerfile.file(), directory, progress);
  }

  public BuildContexts contexts(IgnoreFile ignored, ImageStore store, Progress progress) {
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
