package dev.slipway.engine.create;

import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.Platform;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.SignalName;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.PortSpec;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.PortRecord;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import dev.slipway.runtime.run.VolumeRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Joins an image's config and a user's request into a container's record, by Docker's rules.
public final class NewContainer {
  private final ContainerRequest request;
  private final ProcessSettings process;
  private final NetworkSettings network;
  private final Image image;
  private final ContainerConfig config;

  private final Surroundings surroundings;

  public NewContainer(ContainerRequest request, Image image, Surroundings surroundings) {
    this.request = request;
    this.process = request.process();
    this.network = request.network();
    this.surroundings = surroundings;
    this.image = image;
    this.config = image.config().config();
  }

  /// The record but for the name.
  ///
  /// @param base what relative host paths continue
  /// @throws ContainerException something asked for is impossible or not there yet
  public ContainerRecord record(ContainerId id, String name, Instant now, Path base) {
    List<String> entrypoint = entrypoint();
    List<String> command = command();
    if (command.isEmpty() && (entrypoint == null || entrypoint.isEmpty())) {
      throw noCommand();
    }
    Settings settings = settings();
    List<VolumeRecord> volumes =
        new NewMounts(request, base, surroundings).records(config.volumes());
    Set<String> exposed = exposed();
    List<PortRecord> ports = ports(exposed);
    return new ContainerRecord(
        id.hex(),
        name,
        now,
        request.image(),
        image.id().toString(),
        image.config().diffIds().stream().map(Digest::toString).toList(),
        entrypoint,
        command,
        environment(),
        workingDirectory(),
        process.user().isEmpty() ? config.user() : process.user(),
        hostname(id),
        process.terminal(),
        process.stdin(),
        stopSignal(),
        request.identity().autoRemove(),
        network.mode(),
        ports,
        List.copyOf(exposed),
        volumes,
        labels(),
        network.extraHosts(),
        settings);
  }

  private Settings settings() {
    Settings settings = SettingRules.normalized(request.settings());
    if (request.identity().autoRemove()
        && !settings.text(Setting.RESTART).isEmpty()
        && !settings.text(Setting.RESTART).equals("no")) {
      throw new ContainerException(
          "conflicting options: cannot specify both --restart and --rm", "leave one of them out");
    }
    checkPlatform(settings.text(Setting.PLATFORM));
    if (settings.text(Setting.IPC).equals("shareable") && settings.has(Setting.SHM_SIZE)) {
      throw new ContainerException(
          "--shm-size of shareable memory is not there yet", "leave out one of the two");
    }
    boolean shared = network.mode() == NetworkMode.HOST || network.mode() == NetworkMode.CONTAINER;
    if (shared && settings.text(Setting.USERNS).equals("auto")) {
      throw new ContainerException(
          "cannot share the "
              + network.mode().word()
              + "'s network namespace when user namespaces are enabled",
          "leave out one of the two");
    }
    boolean ownName = !settings.text(Setting.UTS).equals("host");
    if (!ownName && !network.hostname().isEmpty()) {
      throw new ContainerException(
          "conflicting options: hostname and the UTS mode", "leave one of them out");
    }
    return HealthSettings.join(
        new NewMemberships(request, surroundings).join(settings), config.healthCheck());
  }

  private void checkPlatform(String wanted) {
    Platform platform = image.config().platform();
    if (!wanted.isEmpty() && !Platform.parse(wanted).equals(platform)) {
      throw new ContainerException(
          "image with reference "
              + request.image()
              + " was found but its platform ("
              + platform
              + ") does not match the specified platform ("
              + wanted
              + ")",
          "leave out --platform");
    }
  }

  private @Nullable List<String> entrypoint() {
    if (process.entrypoint().isEmpty()) {
      return config.entrypoint();
    }
    String entrypoint = process.entrypoint().get();
    return entrypoint.isEmpty() ? null : List.of(entrypoint);
  }

  /// A user's command replaces the image's, and a user's entrypoint drops it.
  private List<String> command() {
    if (!process.command().isEmpty() || process.entrypoint().isPresent()) {
      return process.command();
    }
    List<String> command = config.cmd();
    return command == null ? List.of() : command;
  }

  private static ContainerException noCommand() {
    return new ContainerException(
        "no command specified",
        "name one after the image, or give the image a CMD or an ENTRYPOINT");
  }

  private List<String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String entry : config.env()) {
      variables.put(before(entry), entry);
    }
    for (String entry : process.environment()) {
      if (entry.isEmpty() || entry.startsWith("=")) {
        throw new ContainerException(
            "invalid environment variable: " + entry, "write -e NAME=value");
      }
      variables.put(before(entry), entry);
    }
    return List.copyOf(variables.values());
  }

  private static String before(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0 ? entry : entry.substring(0, equals);
  }

  private String workingDirectory() {
    String wanted =
        process.workingDirectory().isEmpty() ? config.workingDir() : process.workingDirectory();
    if (wanted.isEmpty()) {
      return "/";
    }
    if (!wanted.startsWith("/")) {
      throw new ContainerException(
          "the working directory '" + wanted + "' is invalid, it needs to be an absolute path",
          "begin it with a slash");
    }
    return Path.of(wanted).normalize().toString();
  }

  private Set<String> exposed() {
    Set<String> exposed = new TreeSet<>(config.exposedPorts());
    for (String port : network.exposed()) {
      for (PortMapping mapping : PortSpec.parse(port)) {
        exposed.add(mapping.containerPort() + "/" + mapping.protocol().text());
      }
    }
    return exposed;
  }

  private List<PortRecord> ports(Set<String> exposed) {
    List<PortMapping> mappings = new ArrayList<>();
    network.ports().forEach(port -> mappings.addAll(PortSpec.parse(port)));
    mappings.forEach(
        mapping -> exposed.add(mapping.containerPort() + "/" + mapping.protocol().text()));
    if (network.publishAll()) {
      for (String port : exposed) {
        PortMapping any = PortSpec.exposed(port);
        boolean published =
            mappings.stream()
                .anyMatch(other ->
                    other.containerPort() == any.containerPort()
                        && other.protocol() == any.protocol());
        if (!published) {
          mappings.add(any);
        }
      }
    }
    return network.discardsPorts()
        ? List.of()
        : mappings.stream().map(NewContainer::record).toList();
  }

  private static PortRecord record(PortMapping mapping) {
    return new PortRecord(
        mapping.hostAddress(),
        mapping.hostPort(),
        mapping.containerPort(),
        mapping.protocol().text());
  }

  private String hostname(ContainerId id) {
    if (!network.hostname().isEmpty()) {
      return network.hostname();
    }
    return network.mode() == NetworkMode.HOST ? HostName.ofHost() : id.shortHex();
  }

  private String stopSignal() {
    String wanted = process.stopSignal().isEmpty() ? config.stopSignal() : process.stopSignal();
    if (wanted.isEmpty()) {
      return SignalName.TERM.text();
    }
    if (SignalName.of(wanted).isEmpty()) {
      throw new ContainerException(
          "invalid stop signal: " + wanted, "name one as TERM, SIGTERM or 15");
    }
    return wanted;
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(config.labels());
    labels.putAll(request.identity().labels());
    return labels;
  }
}
