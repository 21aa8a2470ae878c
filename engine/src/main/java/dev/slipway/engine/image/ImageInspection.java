package dev.slipway.engine.image;

import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.HealthCheck;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.GoTime;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// `docker image inspect`'s JSON, member by member in its order.
final class ImageInspection {
  private static final String ZERO_TIME = "0001-01-01T00:00:00Z";

  private final ImageStore store;

  ImageInspection(ImageStore store) {
    this.store = store;
  }

  SequencedMap<String, @Nullable Object> inspect(String nameOrId) throws IOException {
    NamedImage entry =
        store.images().findEntry(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
    Image image = store.images().read(entry.descriptor());
    ImageConfig config = image.config();
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Id", image.id().toString());
    json.put("RepoTags", tags(store, image.id()));
    json.put("RepoDigests", repositoryDigests(image));
    json.put("Parent", "");
    json.put("Comment", config.history().isEmpty() ? "" : comment(config.history().getLast()));
    json.put("Created", time(config.created()));
    json.put("DockerVersion", "");
    json.put("Author", config.author());
    json.put("Architecture", config.platform().architecture());
    if (!config.platform().variant().isEmpty()) {
      json.put("Variant", config.platform().variant());
    }
    json.put("Os", config.platform().os());
    if (!config.osVersion().isEmpty()) {
      json.put("OsVersion", config.osVersion());
    }
    json.put("Size", entry.size());
    json.put("GraphDriver", graphDriver());
    json.put("RootFS", rootFs(config));
    json.put("Metadata", new LinkedHashMap<>(Map.of("LastTagTime", ZERO_TIME)));
    json.put("Config", config(config.config()));
    return json;
  }

  static List<String> tags(ImageStore store, Digest id) throws IOException {
    return store.names().list().stream()
        .filter(entry -> entry.imageId().equals(id))
        .flatMap(entry -> entry.reference().stream())
        .filter(reference -> reference.tag().isPresent())
        .map(ImageReference::familiar)
        .toList();
  }

  private List<String> repositoryDigests(Image image) throws IOException {
    return store.names().list().stream()
        .filter(entry -> entry.imageId().equals(image.id()))
        .flatMap(entry -> entry.reference().stream())
        .filter(reference -> reference.digest().isPresent())
        .map(reference -> reference.nameOnly().withDigest(reference.digest().get()).familiar())
        .distinct()
        .toList();
  }

  private static String comment(HistoryEntry entry) {
    return entry.comment();
  }

  private static String time(@Nullable Instant time) {
    String text = GoTime.format(time);
    return text == null ? ZERO_TIME : text;
  }

  private static SequencedMap<String, @Nullable Object> graphDriver() {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Data", null);
    json.put("Name", "overlayfs");
    return json;
  }

  private static SequencedMap<String, @Nullable Object> rootFs(ImageConfig config) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Type", "layers");
    if (!config.diffIds().isEmpty()) {
      json.put("Layers", config.diffIds().stream().map(Digest::toString).toList());
    }
    return json;
  }

  private static SequencedMap<String, @Nullable Object> config(ContainerConfig config) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    if (config.argsEscaped()) {
      json.put("ArgsEscaped", true);
    }
    json.put("Cmd", config.cmd());
    json.put("Entrypoint", config.entrypoint());
    json.put("Env", config.env().isEmpty() ? null : config.env());
    if (!config.exposedPorts().isEmpty()) {
      json.put("ExposedPorts", set(config.exposedPorts()));
    }
    if (config.healthCheck() != null) {
      json.put("Healthcheck", healthCheck(config.healthCheck()));
    }
    json.put("Labels", config.labels().isEmpty() ? null : new LinkedHashMap<>(config.labels()));
    json.put("OnBuild", config.onBuild().isEmpty() ? null : config.onBuild());
    if (config.shell() != null) {
      json.put("Shell", config.shell());
    }
    if (!config.stopSignal().isEmpty()) {
      json.put("StopSignal", config.stopSignal());
    }
    json.put("User", config.user());
    json.put("Volumes", config.volumes().isEmpty() ? null : set(config.volumes()));
    json.put("WorkingDir", config.workingDir());
    return json;
  }

  private static SequencedMap<String, @Nullable Object> set(SortedSet<String> names) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    names.forEach(name -> json.put(name, new LinkedHashMap<>()));
    return json;
  }

  private static SequencedMap<String, @Nullable Object> healthCheck(HealthCheck check) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    putNanos(json, "Interval", check.interval());
    if (check.retries() != 0) {
      json.put("Retries", (long) check.retries());
    }
    putNanos(json, "StartInterval", check.startInterval());
    putNanos(json, "StartPeriod", check.startPeriod());
    if (!check.test().isEmpty()) {
      json.put("Test", check.test());
    }
    putNanos(json, "Timeout", check.timeout());
    return json;
  }

  private static void putNanos(
      SequencedMap<String, @Nullable Object> json, String name, Duration duration) {
    if (!duration.isZero()) {
      json.put(name, duration.toNanos());
    }
  }
}
