package dev.slipway.builder.failure;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.FileTreeRemoval;
import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The steps that failed last, `failed/REF`: `step.json`, and in `files` what the step had written,
/// until a build goes on from there.
///
/// Few are kept: each may be as large as a layer.
public final class FailedSteps {
  private static final int MOST = 3;
  private static final String DOCUMENT = "step.json";
  private static final String FILES = "files";

  private final ImageStore store;
  private final Path directory;
  private final Snapshots snapshots;
  private final String ref;
  private final boolean resume;
  private final AtomicBoolean resumed = new AtomicBoolean();

  /// @param ref the ID of the build that uses them
  /// @param resume whether that build goes on from them
  public FailedSteps(ImageStore store, Snapshots snapshots, String ref, boolean resume)
      throws IOException {
    this.store = store;
    this.directory = store.area("failed");
    this.snapshots = snapshots;
    this.ref = ref;
    this.resume = resume;
  }

  /// Loaded when a step has failed: other builds do without.
  private static final class Form {
    private static final JsonType<FailureDocument> JSON =
        JsonAdapters.builder()
            .add(LayerDocument.class, LayerDocumentJsonAdapter::new)
            .add(MountDocument.class, MountDocumentJsonAdapter::new)
            .add(FailureDocument.class, FailureDocumentJsonAdapter::new)
            .build()
            .type(FailureDocument.class);
  }

  /// Keeps what a step has written; of a build's, the first that fails.
  ///
  /// @param draft is taken
  /// @param parent key and layers of the step that it stands on
  /// @param results the layers of the steps that its mounts take files from
  public synchronized void keep(
      String title,
      Step.Run run,
      Snapshots.Draft draft,
      StepKey parent,
      List<ResultLayer> layers,
      Function<Step, List<ResultLayer>> results)
      throws IOException {
    if (Files.exists(directory.resolve(ref))) {
      return;
    }
    var document = FailureDocument.of(ref, title, run, parent, layers, results);
    Path place = store.temporary("failed");
    Files.createDirectories(place);
    Files.writeString(place.resolve(DOCUMENT), Form.JSON.toJsonPretty(document));
    draft.moveTo(place.resolve(FILES));
    Files.move(place, directory.resolve(ref), StandardCopyOption.ATOMIC_MOVE);
    for (KeptFailure other : all()) {
      if (!other.ref().equals(ref) && other.parent().equals(parent)) {
        remove(directory.resolve(other.ref())); // The same step failed before.
      }
    }
    List<String> kept = references();
    for (int i = MOST; i < kept.size(); i++) {
      remove(directory.resolve(kept.get(i)));
    }
  }

  private void remove(Path failed) throws IOException {
    if (Files.exists(failed)) {
      Path grave = store.temporary("failed");
      Files.move(failed, grave, StandardCopyOption.ATOMIC_MOVE);
      FileTreeRemoval.remove(grave);
    }
  }

  /// Newest first: builds' IDs are in the order of their times.
  private List<String> references() {
    String[] names = directory.toFile().list();
    if (names == null) {
      return List.of();
    }
    Arrays.sort(names);
    return Arrays.asList(names).reversed();
  }

  /// Newest first.
  public List<KeptFailure> all() throws IOException {
    var all = new ArrayList<KeptFailure>();
    for (String ref : references()) {
      KeptFailure failure = read(ref);
      if (failure != null) {
        all.add(failure);
      }
    }
    return all;
  }

  /// The step of the build with this ID, or with one that begins so.
  public Optional<KeptFailure> find(String ref) throws IOException {
    for (KeptFailure failure : all()) {
      if (failure.ref().startsWith(ref)) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  /// The step that failed on this one, where the build is to go on from it.
  public Optional<KeptFailure> resumable(StepKey parent) throws IOException {
    if (!resume) {
      return Optional.empty();
    }
    for (KeptFailure failure : all()) {
      if (failure.parent().equals(parent)) {
        resumed.set(true);
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  /// Whether the build went on from one.
  public boolean hasResumed() {
    return resumed.get();
  }

  /// Whether the step can be read that one of the directories is about.
  public static boolean isWhole(Path failed) throws IOException {
    return read(failed) != null || !Files.exists(failed);
  }

  private @Nullable KeptFailure read(String ref) throws IOException {
    return read(directory.resolve(ref));
  }

  private static @Nullable KeptFailure read(Path failed) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(failed.resolve(DOCUMENT));
      FailureDocument document = JsonDocuments.read(bytes, Form.JSON::fromJson);
      return document.failure();
    } catch (NoSuchFileException gone) {
      return null;
    } catch (RuntimeException damaged) { // The parser throws many kinds.
      return null;
    }
  }

  /// The files that the step had written; [Snapshots.Draft#upper] and `work` of it are what an
  /// overlay takes. Empty where a build went on from them.
  public Optional<Path> files(KeptFailure failure) {
    Path files = directory.resolve(failure.ref()).resolve(FILES);
    return Files.isDirectory(files) ? Optional.of(files) : Optional.empty();
  }

  /// The step's files as a draft, which takes them.
  ///
  /// @throws BuildException a build took them before, and what it made of them is gone
  public Snapshots.Draft take(KeptFailure failure) throws IOException {
    return snapshots.draft(
        files(failure)
            .orElseThrow(() ->
                BuildException.of(
                    "--resume: the files of the failed step of build "
                        + failure.ref()
                        + " are gone",
                    "leave --resume out")));
  }

  /// A step has succeeded on this one: what failed there is of no use any more.
  public void forget(StepKey parent) throws IOException {
    for (KeptFailure failure : all()) {
      if (failure.parent().equals(parent)) {
        remove(directory.resolve(failure.ref()));
      }
    }
  }
}
