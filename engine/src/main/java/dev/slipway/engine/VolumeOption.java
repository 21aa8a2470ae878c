package dev.slipway.engine;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.VolumeRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// `-v`: `[SOURCE:]TARGET[:OPTIONS]`.
///
/// @param source a path of the host; empty for a volume without a name
record VolumeOption(String source, String target, boolean readOnly) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  /// @param base what a path that begins with a dot continues
  /// @throws ContainerException it is malformed, or not there yet
  static VolumeOption parse(String text, Path base) {
    List<String> parts = List.of(text.split(":", -1));
    if (parts.size() > 3 || parts.contains("")) {
      throw new ContainerException(
          "invalid spec: "
              + text
              + ": "
              + (parts.contains("") ? "empty section between colons" : "too many colons"),
          "write -v /on/the/host:/in/the/container[:ro]");
    }
    if (parts.size() == 1) {
      return new VolumeOption("", target(parts.getFirst(), text), false);
    }
    String target = target(parts.get(1), text);
    boolean readOnly = parts.size() == 3 && isReadOnly(parts.get(2), text);
    return new VolumeOption(source(parts.getFirst(), text, base), target, readOnly);
  }

  /// What shows a container its own processes cannot be covered: programs trust it.
  ///
  /// @param source what is to cover it, for the message
  static void refuseProc(String source, String target) {
    if (target.equals("/proc") || target.startsWith("/proc/")) {
      throw new ContainerException(
          "error mounting \""
              + source
              + "\" to rootfs at \""
              + target
              + "\": it is inside the container's own /proc",
          "mount it at a place outside of /proc");
    }
  }

  VolumeRecord bind() {
    return new VolumeRecord(source, target, readOnly);
  }

  boolean anonymous() {
    return source.isEmpty();
  }

  private static String source(String source, String text, Path base) {
    if (source.startsWith("/")) {
      return Path.of(source).normalize().toString();
    }
    if (source.startsWith(".")) {
      return base.resolve(source).normalize().toString();
    }
    if (NAME.matcher(source).matches()) {
      throw new ContainerException(
          "named volumes are not there yet: -v " + text,
          "name a directory of the host: -v \"$PWD/"
              + source
              + "\":"
              + text.substring(text.indexOf(':') + 1));
    }
    throw new ContainerException(
        "\""
            + source
            + "\" includes invalid characters for a local volume name, only"
            + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory,"
            + " use absolute path",
        "begin the path with / or ./");
  }

  private static String target(String target, String text) {
    if (!target.startsWith("/")) {
      throw new ContainerException(
          "invalid mount path: '" + target + "' mount path must be absolute",
          "begin the second part of -v " + text + " with a slash");
    }
    String normal = Path.of(target).normalize().toString();
    if (normal.equals("/")) {
      throw new ContainerException(
          "invalid volume specification: '"
              + text
              + "': invalid mount config: destination can't be '/'",
          "mount it below the root");
    }
    return normal;
  }

  private static boolean isReadOnly(String options, String text) {
    boolean readOnly = false;
    for (String option : options.split(",", -1)) {
      switch (option) {
        case "ro" -> readOnly = true;
        case "rw", "rprivate" -> {
          // What holds anyway.
        }
        case "z",
            "Z",
            "private",
            "rshared",
            "shared",
            "rslave",
            "slave",
            "nocopy",
            "cached",
            "delegated",
            "consistent" ->
            throw new ContainerException(
                "the volume option '" + option + "' is not there yet: -v " + text, "leave it out");
        default ->
            throw new ContainerException(
                "invalid mode: " + option, "known are ro and rw: -v /host:/container:ro");
      }
    }
    return readOnly;
  }
}
