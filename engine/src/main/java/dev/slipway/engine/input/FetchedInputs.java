package dev.slipway.engine.input;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildSources;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.NamedContext;
import dev.slipway.builder.copy.Archives;
import dev.slipway.builder.copy.ContextText;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.graph.Checksum;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.lower.FetchedContexts;
import dev.slipway.builder.lower.MainContext;
import dev.slipway.builder.remote.GivenFile;
import dev.slipway.builder.remote.RemoteFiles;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.Remotes;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.archive.LayoutReader;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a build reads that is no directory of this machine: fetched once, for the Dockerfile in it
/// and for its steps.
public final class FetchedInputs {
  private static final String GIVEN = "-";

  private final ImageStore store;
  private final Remotes remotes;
  private final Archives archives;

  public FetchedInputs(ImageStore store, Remotes remotes) {
    this.store = store;
    this.remotes = remotes;
    this.archives = new Archives(() -> store.temporary("archive"));
  }

  /// A context, and the Dockerfile that is all of it where a web address leads to one.
  record Context(MainContext files, Optional<byte[]> dockerfile) {}

  /// @throws BuildException what is there is no context
  Context context(ContextSource source, Progress progress)
      throws IOException, InterruptedException {
    return switch (source) {
      case ContextSource.Directory _ -> new Context(new MainContext.Local(), Optional.empty());
      case ContextSource.Empty() -> new Context(new MainContext.Empty(), Optional.empty());
      case ContextSource.Archive(var stream) -> {
        try (InputStream in = stream.open()) {
          yield new Context(new MainContext.Fetched(given(in)), Optional.empty());
        }
      }
      case ContextSource.Git git ->
          new Context(new MainContext.Fetched(input(git)), Optional.empty());
      case ContextSource.Web web -> {
        Progress.Entry entry = progress.entry("[internal] load remote build context").started();
        CopyInput input = input(web);
        CopySelector fetched = files(input);
        boolean archive = ContextText.isArchive(fetched, archives);
        entry.finished();
        yield archive
            ? new Context(new MainContext.Fetched(input), Optional.empty())
            : new Context(
                new MainContext.Empty(), ContextText.of(fetched, archives).read(fetched.path()));
      }
    };
  }

  private static CopyInput input(ContextSource source) {
    return FetchedContexts.input(source)
        .orElseThrow(() -> new IllegalArgumentException("not fetched: " + source));
  }

  /// Kept on disk until the build ends: its digest has to be known before anything is made of it.
  private CopyInput given(InputStream stream) throws IOException {
    Path file = store.temporary("context");
    Digest digest;
    try (var digesting = new DigestingInputStream(stream)) {
      Files.copy(digesting, file);
      digest = digesting.digest();
    }
    var checksum = new Checksum("sha256", digest.hex());
    var input = new CopyInput.Download(GIVEN, "context", checksum);
    remotes.provide(input, new GivenFile(file, "context", checksum));
    return input;
  }

  private CopySelector files(CopyInput input) throws IOException, InterruptedException {
    RemoteFiles files = remotes.find(input);
    if (files == null) {
      throw new IllegalStateException("not fetched: " + input);
    }
    return files.files();
  }

  /// A file of a context that is fetched.
  Optional<byte[]> read(MainContext.Fetched context, String path)
      throws IOException, InterruptedException {
    return ContextText.of(files(context.input()), archives).read(path);
  }

  /// What is at a web address.
  byte[] web(String address) throws IOException, InterruptedException {
    CopySelector fetched = files(new CopyInput.Download(address, "Dockerfile", null));
    return ContextText.of(fetched, archives)
        .read(fetched.path())
        .orElseThrow(
            () -> BuildException.of("no file at " + address, "name a Dockerfile's address"));
  }

  /// Named contexts with the images of layouts taken from there.
  Map<String, NamedContext> named(BuildSources sources) throws IOException {
    var named = new HashMap<String, NamedContext>();
    for (var each : sources.named().entrySet()) {
      named.put(
          each.getKey(),
          switch (each.getValue()) {
            case NamedContext.Layout layout -> loaded(layout);
            case NamedContext.Directory _,
                NamedContext.Fetched _,
                NamedContext.ImageName _,
                NamedContext.Loaded _,
                NamedContext.StageName _ ->
                each.getValue();
          });
    }
    return named;
  }

  private NamedContext loaded(NamedContext.Layout layout) throws IOException {
    String reference = layout.reference();
    String digest = reference == null || reference.indexOf(':') < 0 ? ":" : "@";
    String name =
        "oci-layout://" + layout.directory() + (reference == null ? "" : digest + reference);
    return new NamedContext.Loaded(
        name, new LayoutReader(store, layout.directory()).read(reference));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
