package dev.slipway.builder.cache;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.BootId;
import io.avaje.json.JsonDataException;
import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records of steps, `steps/HEX.json`, by key.
///
/// They are replaced whole but not flushed one by one; what a crash of the machine may have damaged
/// is not believed ([Durability]).
public final class StepRecords {
  private static final JsonType<StepDocument> JSON =
      JsonAdapters.builder()
          .add(StepDocument.class, StepDocumentJsonAdapter::new)
          .build()
          .type(StepDocument.class);

  private final ImageStore store;
  private final Path directory;
  private final Durability durability;
  private final Snapshots snapshots;

  public StepRecords(ImageStore store, Durability durability, Snapshots snapshots)
      throws IOException {
    this.store = store;
    this.directory = store.area("steps");
    this.durability = durability;
    this.snapshots = snapshots;
  }

  /// Loads what reading records and hashing need, which takes longer than a short build: to be done
  /// beside its other work.
  public static boolean prepare() {
    return JSON != null && Digest.newSha256() != null;
  }

  /// The record of a step whose result is still there.
  public Optional<StepRecord> find(StepKey key) throws IOException {
    StepRecord step = record(key);
    if (step == null) {
      return Optional.empty();
    }
    boolean there =
        switch (step.layer()) {
          case ResultLayer.Stored(_, var diffId) -> store.layers().contains(diffId);
          case ResultLayer.Snapshot(var identity) -> snapshots.contains(identity);
        };
    return there ? Optional.of(step) : Optional.empty();
  }

  /// DiffIDs of the layers that records name, wanted or not: garbage collection leaves them.
  public static Set<Digest> layers(ImageStore store) throws IOException {
    Set<Digest> layers = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(store.area("steps"), "*.json")) {
      for (Path file : files) {
        layer(file).ifPresent(layers::add);
      }
    } catch (NoSuchFileException _) {
      // Nothing has been built in this store.
    }
    return layers;
  }

  /// The snapshots that records name.
  public Set<String> snapshots() throws IOException {
    Set<String> identities = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
      for (Path file : files) {
        StepDocument document = parse(file);
        if (document != null && document.snapshot() != null) {
          identities.add(document.snapshot());
        }
      }
    }
    return identities;
  }

  private static Optional<Digest> layer(Path file) throws IOException {
    StepDocument document = parse(file);
    return document == null || document.diffId() == null
        ? Optional.empty()
        : Optional.of(Digest.parse(document.diffId()));
  }

  private @Nullable StepRecord record(StepKey key) throws IOException {
    try {
      StepDocument document = read(key);
      return document == null ? null : document.record();
    } catch (ImageException damaged) {
      return null;
    }
  }

  public void put(StepKey key, StepRecord step) throws IOException {
    write(key, StepDocument.of(step, BootId.current()));
  }

  /// What is remembered of the content of a copy's source.
  public Optional<Digest> findContent(StepKey key) throws IOException {
    StepDocument document = read(key);
    return document == null || document.content() == null
        ? Optional.empty()
        : Optional.of(Digest.parse(document.content()));
  }

  public void putContent(StepKey key, Map<String, String> inputs, Digest content)
      throws IOException {
    write(key, StepDocument.of(inputs, content, Instant.now(), BootId.current()));
  }

  private @Nullable StepDocument read(StepKey key) throws IOException {
    StepDocument document = parse(file(key));
    return document != null && durability.isBelieved(document.boot(), document.created())
        ? document
        : null;
  }

  private static @Nullable StepDocument parse(Path file) throws IOException {
    try {
      return JsonDocuments.read(Files.readAllBytes(file), JSON::fromJson);
    } catch (NoSuchFileException unknown) {
      return null;
    } catch (JsonDataException | IllegalStateException damaged) {
      return null; // A cache may forget: the step runs again and writes it anew.
    }
  }

  private void write(StepKey key, StepDocument document) throws IOException {
    Path unfinished = store.temporary("step");
    Files.writeString(unfinished, JSON.toJsonPretty(document));
    Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(StepKey key) {
    return directory.resolve(key.hex() + ".json");
  }
}
