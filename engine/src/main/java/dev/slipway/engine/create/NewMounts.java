package dev.slipway.engine.create;

import dev.slipway.engine.vocabulary.Amounts;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.VolumeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a new container sees from outside of its image: `-v`, `--mount`, `--tmpfs`,
/// `--volumes-from` and the image's own `VOLUME`s.
final class NewMounts {
  private final ContainerRequest request;
  private final Path base;
  private final Surroundings surroundings;
  private final Map<String, VolumeRecord> byTarget = new LinkedHashMap<>();

  NewMounts(ContainerRequest request, Path base, Surroundings surroundings) {
    this.request = request;
    this.base = base;
    this.surroundings = surroundings;
  }

  /// @param declared the image's `VOLUME`s, which yield to whatever the user mounts
  List<VolumeRecord> records(Collection<String> declared) {
    for (String text : request.mounts().volumes()) {
      add(VolumeOption.parse(text, base, surroundings::volumeName));
    }
    for (String text : request.mounts().mounts()) {
      add(MountOption.parse(text, base, surroundings::volumeName, surroundings::layers));
    }
    for (String text : request.mounts().tmpfs()) {
      add(memory(text));
    }
    for (String text : request.mounts().volumesFrom()) {
      addFrom(text);
    }
    for (String path : declared) {
      String target = VolumeOption.target(path, path);
      if (!byTarget.containsKey(target)) {
        List<String> options = List.of(VolumeRecord.ANONYMOUS);
        add(
            new VolumeRecord(
                VolumeRecord.Kind.VOLUME, surroundings.volumeName(), target, false, options));
      }
    }
    return List.copyOf(byTarget.values());
  }

  private void add(VolumeRecord volume) {
    VolumeOption.refuseProc(volume);
    if (byTarget.putIfAbsent(volume.target(), volume) != null) {
      throw new ContainerException(
          "Duplicate mount point: " + volume.target(), "name each target once");
    }
  }

  /// `/run:rw,noexec,size=64k`
  private static VolumeRecord memory(String text) {
    int colon = text.indexOf(':');
    String target = VolumeOption.target(colon < 0 ? text : text.substring(0, colon), text);
    List<String> options = new ArrayList<>();
    boolean readOnly = false;
    for (String option : colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
      switch (option) {
        case "ro" -> readOnly = true;
        case "rw", "noexec", "nosuid", "nodev", "" -> {
          // What holds anyway.
        }
        case "exec",
            "suid",
            "dev",
            "atime",
            "noatime",
            "relatime",
            "strictatime",
            "sync",
            "async",
            "mand",
            "nomand" ->
            options.add(option);
        default -> options.add(valued(option, text));
      }
    }
    return new VolumeRecord(VolumeRecord.Kind.TMPFS, "", target, readOnly, options);
  }

  private static String valued(String option, String text) {
    int equals = option.indexOf('=');
    String key = equals < 0 ? option : option.substring(0, equals);
    return switch (key) {
      case "size" ->
          option.endsWith("%") ? option : "size=" + Amounts.bytes(option.substring(5), "tmpfs");
      case "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol" -> option;
      default -> throw Amounts.invalid(text, "tmpfs", "invalid tmpfs option [\"" + option + "\"]");
    };
  }

  /// What another container sees; what this one sees by its own options comes first.
  private void addFrom(String text) {
    int colon = text.indexOf(':');
    String mode = colon < 0 ? "" : text.substring(colon + 1);
    if (!mode.isEmpty() && !mode.equals("ro") && !mode.equals("rw")) {
      throw Amounts.invalid(text, "volumes-from", "invalid mode: " + mode);
    }
    ContainerRecord other = surroundings.container(colon < 0 ? text : text.substring(0, colon));
    for (VolumeRecord volume : other.volumes()) {
      if (volume.kind() != VolumeRecord.Kind.TMPFS) {
        byTarget.putIfAbsent(
            volume.target(),
            new VolumeRecord(
                volume.kind(),
                volume.source(),
                volume.target(),
                volume.readOnly() || mode.equals("ro"),
                volume.options()));
      }
    }
  }
}
