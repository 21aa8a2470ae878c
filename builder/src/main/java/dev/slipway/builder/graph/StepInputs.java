package dev.slipway.builder.graph;

import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.StepSettings;
import dev.slipway.builder.graph.Step.BaseImage;
import dev.slipway.builder.graph.Step.Copy;
import dev.slipway.builder.graph.Step.MakeDirectory;
import dev.slipway.builder.graph.Step.Run;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.HealthCheck;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.ResourceLimit;
import dev.slipway.runtime.device.CdiDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The named inputs of each kind of step. They make its key, and they are kept beside it, so that a
/// miss can be explained.
///
/// Lists are written with their lengths: `["a b"]` and `["a", "b"]` differ.
public final class StepInputs {
  /// Changes when the same inputs make another result than before.
  private static final String FORM = "1";

  private StepInputs() {}

  public static Map<String, String> scratch() {
    return named("scratch");
  }

  /// An image is its layers and its config: the same layers with another `ENV` are another base.
  public static Map<String, String> of(BaseImage base) {
    var inputs = named("image");
    inputs.put(
        "layers", list(base.image().config().diffIds().stream().map(Digest::toString).toList()));
    inputs.put(
        "config",
        Digest.sha256(config(base.image().config().config()).getBytes(StandardCharsets.UTF_8))
            .toString());
    return inputs;
  }

  /// Every member, spelled out: a record's own text is ambiguous, and making it costs as much time
  /// as the rest of a build that has nothing to do.
  private static String config(ContainerConfig config) {
    var labels = new ArrayList<String>();
    config.labels().forEach((name, value) -> labels.add(list(List.of(name, value))));
    HealthCheck check = config.healthCheck();
    return list(
        List.of(
            config.user(),
            list(List.copyOf(config.exposedPorts())),
            list(config.env()),
            config.entrypoint() == null ? "none" : "is " + list(config.entrypoint()),
            config.cmd() == null ? "none" : "is " + list(config.cmd()),
            list(List.copyOf(config.volumes())),
            config.workingDir(),
            list(labels),
            config.stopSignal(),
            String.valueOf(config.argsEscaped()),
            check == null ? "none" : "is " + check(check),
            list(config.onBuild()),
            config.shell() == null ? "none" : "is " + list(config.shell())));
  }

  private static String check(HealthCheck check) {
    return list(
        List.of(
            list(check.test()),
            check.interval().toString(),
            check.timeout().toString(),
            check.startPeriod().toString(),
            check.startInterval().toString(),
            String.valueOf(check.retries())));
  }

  public static Map<String, String> of(MakeDirectory step, StepKey parent) {
    var inputs = named("directory");
    inputs.put("parent", parent.hex());
    inputs.put("path", step.path());
    inputs.put("user", step.user());
    return inputs;
  }

  /// @param content digest of what is copied: types, modes, owners, attributes and bytes, never
  ///   times
  public static Map<String, String> of(Copy step, StepKey parent, Digest content) {
    var inputs = named(step.add() ? "add" : "copy");
    CopyOptions options = step.options();
    inputs.put("parent", options.link() ? "any" : parent.hex());
    inputs.put("sources", list(step.inputs().stream().map(StepInputs::source).toList()));
    inputs.put("destination", step.destination());
    inputs.put("chown", String.valueOf(options.chown()));
    inputs.put("chmod", String.valueOf(options.chmod()));
    inputs.put("unpack", options.unpackLocal() + " " + options.unpackRemote());
    inputs.put("parents", String.valueOf(options.parents()));
    inputs.put("excludes", list(options.excludes()));
    inputs.put("content", content.toString());
    return inputs;
  }

  /// What is fetched or written down is named by its content alone.
  private static String source(CopyInput input) {
    return switch (input) {
      case CopyInput.Pattern(var path) -> path;
      case CopyInput.Exact(var path) -> "exactly " + path;
      case CopyInput.Text(var name, _) -> "<<" + name;
      case CopyInput.Download(_, var name, _) -> "http " + name;
      case CopyInput.Repository(var address, var keep, _) ->
          "git " + address.subdirectory() + " " + keep;
    };
  }

  /// @param files for each bind mount what its files are
  public static Map<String, String> of(Run step, StepKey parent, List<String> files) {
    var inputs = named("run");
    inputs.put("parent", parent.hex());
    inputs.put("arguments", list(step.arguments()));
    inputs.put("environment", list(entries(step.environment())));
    inputs.put("directory", step.workingDirectory());
    inputs.put("user", step.user());
    inputs.put("mounts", list(step.mounts().stream().map(StepInputs::mount).toList()));
    inputs.put("files", list(files));
    inputs.put("network", step.access().settings().network().toString());
    inputs.put("security", step.access().insecure() ? "insecure" : "sandbox");
    put(inputs, step.access().settings());
    if (!step.access().devices().isEmpty()) {
      inputs.put("devices", list(step.access().devices().stream().map(CdiDevice::name).toList()));
    }
    if (step.access().foreign() != null) {
      inputs.put("platform", step.access().foreign().format());
    }
    return inputs;
  }

  private static List<String> entries(Map<String, String> environment) {
    List<String> entries = new ArrayList<>();
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      entries.add(entry.getKey() + "=" + entry.getValue());
    }
    return entries;
  }

  /// As in BuildKit, of a host its name counts and not its address.
  private static void put(Map<String, String> inputs, StepSettings settings) {
    if (!settings.hosts().isEmpty()) {
      inputs.put("hosts", list(settings.hosts().stream().map(ExtraHost::name).toList()));
    }
    ContainerResources resources = settings.resources();
    if (!isUsual(resources)) {
      inputs.put("shared memory", String.valueOf(resources.sharedMemoryBytes()));
      inputs.put("limits", list(resources.limits().stream().map(ResourceLimit::toString).toList()));
      inputs.put("cgroup parent", String.valueOf(resources.cgroupParent()));
    }
  }

  /// Written out: a record's own comparison is put together at run time, which costs a short build
  /// milliseconds.
  private static boolean isUsual(ContainerResources resources) {
    return resources.sharedMemoryBytes() == ContainerResources.DEFAULT.sharedMemoryBytes()
        && resources.limits().isEmpty()
        && resources.cgroupParent() == null;
  }

  /// What fills a cache changes no result: like the cache's content it is in no key. Nor is a
  /// secret, whether it is there or not.
  private static String mount(StepMount mount) {
    return switch (mount) {
      case StepMount.Cache(var cache) ->
          list(
              List.of(
                  "cache",
                  cache.id(),
                  cache.target(),
                  cache.readOnly() ? "read-only" : "writable"));
      case StepMount.Bind(_, _, var target, var readOnly) ->
          list(List.of("bind", target, readOnly ? "read-only" : "writable"));
      case StepMount.Memory(var target, var size, var readOnly) ->
          list(List.of("tmpfs", target, String.valueOf(size), readOnly ? "read-only" : "writable"));
      case StepMount.Secret secret ->
          list(
              List.of(
                  "secret",
                  secret.id(),
                  String.valueOf(secret.target()),
                  String.valueOf(secret.variable()),
                  file(secret.mode(), secret.uid(), secret.gid())));
      case StepMount.Agent agent ->
          list(
              List.of(
                  "ssh", agent.id(), agent.target(), file(agent.mode(), agent.uid(), agent.gid())));
      case StepMount.Script(var target, var name, var content) ->
          list(List.of("script", target, name, content));
    };
  }

  private static String file(int mode, long uid, long gid) {
    return Integer.toOctalString(mode) + " " + uid + ":" + gid;
  }

  private static Map<String, String> named(String kind) {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", kind);
    inputs.put("form", FORM);
    return inputs;
  }

  /// The items of an input that is a list; empty where the text is none.
  public static List<String> items(String list) {
    var items = new ArrayList<String>();
    int at = 0;
    while (at < list.length()) {
      int colon = list.indexOf(':', at);
      int length = colon < 0 ? -1 : number(list, at, colon);
      int end = colon + 1 + length;
      if (length < 0 || end > list.length()) {
        return List.of();
      }
      items.add(list.substring(colon + 1, end));
      at = end + 1;
    }
    return items;
  }

  /// -1 where there is none.
  private static int number(String text, int from, int to) {
    try {
      return Integer.parseInt(text, from, to, 10);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private static String list(List<String> items) {
    var text = new StringBuilder();
    for (String item : items) {
      text.append(item.length()).append(':').append(item).append(' ');
    }
    return text.toString().stripTrailing();
  }
}
