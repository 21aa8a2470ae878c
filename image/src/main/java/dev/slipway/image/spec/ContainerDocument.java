package dev.slipway.image.spec;

import dev.slipway.image.ContainerConfig;
import io.avaje.jsonb.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The `config` object of an image config, with Docker's extensions behind OCI's members.
@Json(naming = Json.Naming.Match)
public record ContainerDocument(
    @Json.Property("User") @Nullable String user,
    @Json.Property("ExposedPorts") @Nullable Map<String, Object> exposedPorts,
    @Json.Property("Env") @Nullable List<String> env,
    @Json.Property("Entrypoint") @Nullable List<String> entrypoint,
    @Json.Property("Cmd") @Nullable List<String> cmd,
    @Json.Property("Volumes") @Nullable Map<String, Object> volumes,
    @Json.Property("WorkingDir") @Nullable String workingDir,
    @Json.Property("Labels") @Nullable Map<String, String> labels,
    @Json.Property("StopSignal") @Nullable String stopSignal,
    @Json.Property("ArgsEscaped") @Nullable Boolean argsEscaped,
    @Json.Property("Healthcheck") @Nullable HealthCheckDocument healthcheck,
    @Json.Property("OnBuild") @Nullable List<String> onBuild,
    @Json.Property("Shell") @Nullable List<String> shell) {
  static final ContainerDocument EMPTY = of(ContainerConfig.EMPTY);

  static ContainerDocument of(ContainerConfig config) {
    return new ContainerDocument(
        SpecJson.omitEmpty(config.user()),
        set(config.exposedPorts()),
        SpecJson.omitEmpty(config.env()),
        SpecJson.omitEmpty(config.entrypoint()),
        SpecJson.omitEmpty(config.cmd()),
        set(config.volumes()),
        SpecJson.omitEmpty(config.workingDir()),
        config.labels().isEmpty() ? null : config.labels(),
        SpecJson.omitEmpty(config.stopSignal()),
        config.argsEscaped() ? true : null,
        HealthCheckDocument.of(config.healthCheck()),
        SpecJson.omitEmpty(config.onBuild()),
        SpecJson.omitEmpty(config.shell()));
  }

  ContainerConfig toContainerConfig() {
    return new ContainerConfig(
        SpecJson.orEmpty(user),
        exposedPorts == null ? new TreeSet<>() : new TreeSet<>(exposedPorts.keySet()),
        SpecJson.orEmpty(env),
        entrypoint,
        cmd,
        volumes == null ? new TreeSet<>() : new TreeSet<>(volumes.keySet()),
        SpecJson.orEmpty(workingDir),
        labels == null ? new TreeMap<>() : new TreeMap<>(labels),
        SpecJson.orEmpty(stopSignal),
        argsEscaped != null && argsEscaped,
        healthcheck == null ? null : healthcheck.toHealthCheck(),
        SpecJson.orEmpty(onBuild),
        shell);
  }

  /// A set, as Go's `map[string]struct{}` is written.
  private static @Nullable Map<String, Object> set(Collection<String> names) {
    if (names.isEmpty()) {
      return null;
    }
    Map<String, Object> set = new LinkedHashMap<>();
    names.forEach(name -> set.put(name, Map.of()));
    return set;
  }
}
