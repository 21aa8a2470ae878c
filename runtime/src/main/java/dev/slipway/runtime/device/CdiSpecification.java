package dev.slipway.runtime.device;

import dev.slipway.runtime.RuntimeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads one specification of the Container Device Interface, 0.3 to 1.1.
final class CdiSpecification {
  private static final Pattern VERSION = Pattern.compile("v?(0\\.[3-8]|1\\.[01])\\.\\d+");
  private static final Pattern KIND =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]/[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?");
  private static final Set<String> TYPES = Set.of("b", "c", "u");
  private static final Set<String> MOUNT_OPTIONS =
      Set.of(
          "bind",
          "rbind",
          "ro",
          "rw",
          "nosuid",
          "suid",
          "nodev",
          "dev",
          "noexec",
          "exec",
          "atime",
          "noatime",
          "diratime",
          "nodiratime",
          "relatime",
          "strictatime",
          "private",
          "rprivate",
          "slave",
          "rslave",
          "shared",
          "rshared");

  private final Path file;

  private CdiSpecification(Path file) {
    this.file = file;
  }

  /// @param document maps, lists, texts and numbers
  static List<CdiDevice> read(Path file, Object document) throws CdiMistake {
    return new CdiSpecification(file).devices(new CdiFields("the specification", document));
  }

  private List<CdiDevice> devices(CdiFields fields) throws CdiMistake {
    String version = fields.text("cdiVersion");
    if (!VERSION.matcher(version).matches()) {
      throw new CdiMistake("cdiVersion " + version + " is not known: 0.3.0 to 1.1.0 are");
    }
    String kind = fields.text("kind");
    if (!KIND.matcher(kind).matches()) {
      throw new CdiMistake("kind " + kind + " is not vendor.com/class");
    }
    Map<String, String> annotations = fields.annotations("annotations");
    ContainerEdits common = edits("the specification", fields);
    var devices = new TreeMap<String, CdiDevice>();
    for (Object each : fields.list("devices")) {
      CdiDevice device = device(kind, annotations, common, new CdiFields("a device", each));
      if (devices.put(device.name(), device) != null) {
        throw new CdiMistake("device " + device.name() + " is there twice");
      }
    }
    fields.end();
    if (devices.isEmpty()) {
      throw new CdiMistake("it has no devices");
    }
    return List.copyOf(devices.values());
  }

  private CdiDevice device(
      String kind, Map<String, String> annotations, ContainerEdits common, CdiFields fields)
      throws CdiMistake {
    String name = fields.text("name");
    if (!NAME.matcher(name).matches()) {
      throw new CdiMistake("device name " + name + " is not one");
    }
    var all = new TreeMap<>(annotations);
    all.putAll(fields.annotations("annotations"));
    ContainerEdits own = edits("device " + name, fields);
    fields.end();
    return new CdiDevice(kind + "=" + name, file, all, common, own);
  }

  private static ContainerEdits edits(String owner, CdiFields fields) throws CdiMistake {
    if (!fields.has("containerEdits")) {
      return ContainerEdits.NONE;
    }
    String where = "containerEdits of " + owner;
    var edits = new CdiFields(where, fields.take("containerEdits"));
    List<String> environment = edits.texts("env");
    for (String entry : environment) {
      if (entry.indexOf('=') <= 0) {
        throw new CdiMistake("env " + entry + " of " + where + " is not NAME=value");
      }
    }
    var unsupported = new ArrayList<String>();
    var nodes = new ArrayList<CdiNode>();
    for (Object each : edits.list("deviceNodes")) {
      nodes.add(node(new CdiFields("a device node of " + owner, each), unsupported));
    }
    var mounts = new ArrayList<RuntimeMount.Host>();
    for (Object each : edits.list("mounts")) {
      mounts.add(mount(new CdiFields("a mount of " + owner, each)));
    }
    for (Object each : edits.list("hooks")) {
      var hook = new CdiFields("a hook of " + owner, each);
      unsupported.add("the hook " + hook.text("hookName") + " " + hook.text("path"));
    }
    List<Long> groups = edits.numbers("additionalGids");
    for (String name : List.of("intelRdt", "netDevices")) {
      if (edits.take(name) != null) {
        unsupported.add(name);
      }
    }
    edits.end();
    return new ContainerEdits(environment, nodes, mounts, groups, unsupported);
  }

  private static CdiNode node(CdiFields fields, List<String> unsupported) throws CdiMistake {
    String path = absolute(fields.text("path"));
    String type = fields.optionalText("type");
    if (type != null && !type.isEmpty() && !TYPES.contains(type)) {
      throw new CdiMistake("type " + type + " of device node " + path + " is not b, c or u");
    }
    String permissions = fields.optionalText("permissions");
    // There is no cgroup that could keep a process from writing what it may open.
    if (permissions != null
        && !permissions.isEmpty()
        && !(permissions.contains("r") && permissions.contains("w"))) {
      unsupported.add("permissions " + permissions + " for " + path);
    }
    String hostPath = fields.optionalText("hostPath");
    var node =
        new CdiNode(
            path,
            hostPath == null || hostPath.isEmpty() ? null : absolute(hostPath),
            type == null || type.isEmpty() ? null : type,
            fields.number("major"),
            fields.number("minor"),
            fields.number("fileMode"),
            fields.number("uid"),
            fields.number("gid"));
    fields.end();
    return node;
  }

  private static RuntimeMount.Host mount(CdiFields fields) throws CdiMistake {
    String source = absolute(fields.text("hostPath"));
    String target = absolute(fields.text("containerPath"));
    String type = fields.optionalText("type");
    if (type != null && !Set.of("", "bind", "none").contains(type)) {
      throw new CdiMistake("the mount at " + target + " is of type " + type + ", not bind");
    }
    List<String> options = fields.texts("options");
    for (String option : options) {
      if (!MOUNT_OPTIONS.contains(option)) {
        throw new CdiMistake("the mount at " + target + " has the unknown option " + option);
      }
    }
    fields.end();
    return new RuntimeMount.Host(Path.of(source), target, options);
  }

  private static String absolute(String path) throws CdiMistake {
    if (!path.startsWith("/") || path.equals("/")) {
      throw new CdiMistake("path " + path + " is not absolute");
    }
    return path;
  }
}
