package dev.slipway.engine.create;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.VolumeRecord;
import dev.slipway.runtime.run.VolumeRecord.Kind;
import dev.slipway.runtime.volume.Volumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// `-v`: `[SOURCE:]TARGET[:OPTIONS]`.
final class VolumeOption {
  private static final Set<String> PROPAGATIONS =
      Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave");
  private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

  private VolumeOption() {}

  /// @param base what a path that begins with a dot continues
  /// @param names makes names for volumes that have none
  /// @throws ContainerException it is malformed, or not there yet
  static VolumeRecord parse(String text, Path base, Supplier<String> names) {
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
      List<String> options = List.of(VolumeRecord.ANONYMOUS);
      return new VolumeRecord(
          Kind.VOLUME, names.get(), target(parts.getFirst(), text), false, options);
    }
    String target = target(parts.get(1), text);
    String source = parts.getFirst();
    boolean path = source.startsWith("/") || source.startsWith(".");
    if (!path && !Volumes.isName(source)) {
      throw new ContainerException(
          "\""
              + source
              + "\" includes invalid characters for a local volume name, only"
              + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host"
              + " directory, use absolute path",
          "begin the path with / or ./");
    }
    List<String> options = new ArrayList<>();
    boolean readOnly = parts.size() == 3 && options(parts.get(2), text, options);
    return path
        ? new VolumeRecord(
            Kind.BIND, base.resolve(source).normalize().toString(), target, readOnly, options)
        : new VolumeRecord(Kind.VOLUME, source, target, readOnly, options);
  }

  /// What shows a container its own processes cannot be covered: programs trust it.
  static void refuseProc(VolumeRecord volume) {
    String target = volume.target();
    if (target.equals("/proc") || target.startsWith("/proc/")) {
      throw new ContainerException(
          "error mounting \""
              + (volume.anonymous() ? "a volume" : volume.source())
              + "\" to rootfs at \""
              + target
              + "\": it is inside the container's own /proc",
          "mount it at a place outside of /proc");
    }
  }

  static String target(String target, String text) {
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

  /// @throws ContainerException there is no such propagation
  static String propagation(String word) {
    if (!PROPAGATIONS.contains(word)) {
      throw new ContainerException(
          "invalid propagation: " + word, "known are " + PROPAGATIONS.stream().sorted().toList());
    }
    return word;
  }

  /// @return whether it is read-only
  private static boolean options(String texts, String text, List<String> options) {
    boolean readOnly = false;
    for (String option : texts.split(",", -1)) {
      switch (option) {
        case "ro", "readonly" -> readOnly = true;
        case "nocopy" -> options.add(VolumeRecord.NO_COPY);
        case "rw", "cached", "delegated", "consistent" -> {
          // What holds anyway: there is one kernel, which keeps both sides the same.
        }
        case "z", "Z" -> relabel(option, text);
        default -> {
          if (!PROPAGATIONS.contains(option)) {
            throw new ContainerException(
                "invalid mode: " + option, "known are ro and rw: -v /host:/container:ro");
          }
          options.add("propagation=" + option);
        }
      }
    }
    return readOnly;
  }

  /// Labels are SELinux's: where there is none, nothing has to be done.
  private static void relabel(String option, String text) {
    if (Files.exists(SELINUX)) {
      throw new ContainerException(
          "the volume option '" + option + "' is not there yet: -v " + text,
          "label the directory with chcon -t container_file_t");
    }
  }
}
