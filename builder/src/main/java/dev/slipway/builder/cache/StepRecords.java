package dev.slipway.builder.cache;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.BootId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records of steps, `steps/HEX.json`, by key.
///
/// They are replaced whole but not flushed one by one; what a crash of the machine may have damaged
/// is not believed ([Durability]).
public final class StepRecords {
  private final ImageStore store;
  private final StepFiles files;
  private final Durability durability;
  private final Snapshots snapshots;

  private final ImportedSteps imported;
  private final RemoteLayers remote;
  private final UsedSteps used = new UsedSteps();

  public StepRecords(ImageStore store, Durability durability, Snapshots snapshots)
      throws IOException {
    this(store, durability, snapshots, new RemoteLayers(store, RemoteLayers.Watch.NONE));
  }

  private StepRecords(
      ImageStore store, Durability durability, Snapshots snapshots, RemoteLayers remote)
      throws IOException {
    this(store, durability, snapshots, new ImportedSteps(remote), remote);
  }

  /// @param imported what other caches know
  /// @param remote their layers, and those of base images
  public StepRecords(
      ImageStore store,
      Durability durability,
      Snapshots snapshots,
      ImportedSteps imported,
      RemoteLayers remote)
      throws IOException {
    this.store = store;
    this.files = new StepFiles(store);
    this.durability = durability;
    this.snapshots = snapshots;
    this.imported = imported;
    this.remote = remote;
  }

  /// What was asked for and found, and what was put.
  public UsedSteps used() {
    return used;
  }

  /// Layers that need not be in the store.
  public RemoteLayers remote() {
    return remote;
  }

  /// Brings a layer into the store that is only elsewhere yet.
  public void fetch(ResultLayer layer) throws IOException, InterruptedException {
    if (layer instanceof ResultLayer.Stored(_, var diffId)) {
      remote.bring(diffId);
      for (var step : imported.take(diffId).entrySet()) {
        files.write(step.getKey(), StepDocument.of(step.getValue(), BootId.current()));
      }
    }
  }

  /// Brings all of these, and with them the image that they begin with.
  public void fetchAll(List<ResultLayer> bottomFirst) throws IOException, InterruptedException {
    remote.bringAll(ResultLayer.diffIds(bottomFirst));
    for (ResultLayer layer : bottomFirst) {
      fetch(layer);
    }
  }

  /// Loads what reading records needs, which takes long for a short build: to be done beside its
  /// other work.
  public static boolean prepare() {
    return StepFiles.prepare();
  }

  /// The record of a step whose result is still there, or can be fetched.
  public Optional<StepRecord> find(StepKey key) throws IOException {
    Optional<StepRecord> found = findStored(key);
    if (found.isEmpty()) {
      found = imported.find(key);
    }
    if (found.isPresent()) {
      used.add(key, found.get());
    }
    return found;
  }

  private Optional<StepRecord> findStored(StepKey key) throws IOException {
    StepRecord step = record(key);
    if (step == null) {
      return Optional.empty();
    }
    if (!contains(step.layer())) {
      return Optional.empty();
    }
    files.noteUse(key);
    return Optional.of(step);
  }

  /// The layer of a step of an earlier build, wherever that stands now; null where it has none of
  /// its own in the store.
  public @Nullable Digest layer(StepKey key) throws IOException {
    StepRecord step = record(key);
    return step != null && step.layer() instanceof ResultLayer.Stored(_, var diffId)
        ? diffId
        : null;
  }

  /// Whether a layer is there; if so, it stays until the store is closed.
  public boolean contains(ResultLayer layer) throws IOException {
    return switch (layer) {
      case ResultLayer.Stored(_, var diffId) -> store.layers().contains(diffId);
      case ResultLayer.Snapshot(var identity) -> snapshots.keep(identity);
    };
  }

  /// A record in the store.
  ///
  /// @param step null where it is only what a source was found to hold
  /// @param inputs what the key is made of
  record Kept(
      StepKey key,
      @Nullable StepRecord step,
      Map<String, String> inputs,
      @Nullable String content,
      Instant lastUsed) {}

  /// All records, readable and believed or not; those that cannot be read have no inputs.
  List<Kept> all() throws IOException {
    List<Kept> all = new ArrayList<>();
    for (StepKey key : files.keys()) {
      all.add(kept(key));
    }
    return all;
  }

  private Kept kept(StepKey key) throws IOException {
    Instant lastUsed = files.lastUsed(key);
    StepDocument document = files.find(key);
    if (document == null || document.inputs() == null) {
      return new Kept(key, null, Map.of(), null, lastUsed);
    }
    return new Kept(key, stepOf(document), document.inputs(), document.content(), lastUsed);
  }

  private static @Nullable StepRecord stepOf(StepDocument document) {
    try {
      return document.record();
    } catch (ImageException damaged) {
      return null;
    }
  }

  /// Forgets the step, unless its record has changed since it was read.
  boolean remove(Kept kept) throws IOException {
    StepDocument now = files.find(kept.key());
    StepRecord step = now == null ? null : stepOf(now);
    if (step != null && kept.step() != null && !step.layer().equals(kept.step().layer())) {
      return false;
    }
    return files.remove(kept.key());
  }

  /// What the key of a step or of a content was made of, whether its result is still there or not;
  /// empty where nobody knows any more.
  public Map<String, String> inputs(StepKey key) throws IOException {
    StepDocument document = files.find(key);
    return document == null || document.inputs() == null ? Map.of() : document.inputs();
  }

  /// DiffIDs of the layers that records name, wanted or not: garbage collection leaves them.
  public static Set<Digest> layers(ImageStore store) throws IOException {
    Set<Digest> layers = new HashSet<>(Snapshots.layers(store));
    StepFiles files = new StepFiles(store);
    for (StepKey key : files.keys()) {
      layer(files.find(key)).ifPresent(layers::add);
    }
    return layers;
  }

  private static Optional<Digest> layer(@Nullable StepDocument document) {
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
    used.add(key, step);
    files.write(key, StepDocument.of(step, BootId.current()));
  }

  /// What is remembered of the content of a copy's source.
  public Optional<Digest> findContent(StepKey key) throws IOException {
    StepDocument document = read(key);
    if (document != null && document.content() != null) {
      Digest content = Digest.parse(document.content());
      used.add(key, document.inputs() == null ? Map.of() : document.inputs(), content);
      return Optional.of(content);
    }
    ImportedSteps.Content content = imported.content(key);
    if (content == null) {
      return Optional.empty();
    }
    putContent(key, content.inputs(), content.content());
    return Optional.of(content.content());
  }

  public void putContent(StepKey key, Map<String, String> inputs, Digest content)
      throws IOException {
    used.add(key, inputs, content);
    files.write(key, StepDocument.of(inputs, content, Instant.now(), BootId.current()));
  }

  private @Nullable StepDocument read(StepKey key) throws IOException {
    StepDocument document = files.find(key);
    return document != null && durability.isBelieved(document.boot(), document.created())
        ? document
        : null;
  }
}
