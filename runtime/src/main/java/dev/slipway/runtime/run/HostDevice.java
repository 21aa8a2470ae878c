package dev.slipway.runtime.run;

import dev.slipway.linux.FileStatus;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.DeviceNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `--device /dev/host[:/dev/container[:rwm]]`.
///
/// @param path in the container
/// @param access letters of `rwm`
record HostDevice(Path source, String path, String access) {
  private static final Pattern ACCESS = Pattern.compile("[rwm]+");

  static HostDevice parse(String text) {
    String[] parts = text.split(":", -1);
    String source = parts[0];
    String path = source;
    String access = "rwm";
    if (parts.length == 2 && ACCESS.matcher(parts[1]).matches()) {
      access = parts[1];
    } else if (parts.length > 1) {
      path = parts[1];
      access = parts.length > 2 ? parts[2] : access;
    }
    if (parts.length > 3 || !path.startsWith("/") || !ACCESS.matcher(access).matches()) {
      throw new ContainerException(
          "invalid device specification: " + text, "write --device /dev/fuse[:/dev/fuse[:rwm]]");
    }
    return new HostDevice(Path.of(source), path, access);
  }

  /// The device nodes: one, or all below a directory.
  List<DeviceNode> nodes() throws IOException {
    if (!Files.exists(source)) {
      throw new ContainerException(
          "error gathering device information while adding custom device \""
              + source
              + "\": no such file or directory",
          "ls -l /dev shows what there is");
    }
    if (!Files.isDirectory(source)) {
      return List.of(node(source, path));
    }
    List<DeviceNode> nodes = new ArrayList<>();
    try (Stream<Path> below = Files.walk(source)) {
      for (Path each : (Iterable<Path>) below::iterator) {
        FileStatus status = FileStatus.of(each);
        if (status.isCharacterDevice() || status.isBlockDevice()) {
          nodes.add(node(each, path + "/" + source.relativize(each)));
        }
      }
    }
    return nodes;
  }

  private static DeviceNode node(Path each, String inside) throws IOException {
    FileStatus status = FileStatus.of(each);
    if (!status.isCharacterDevice() && !status.isBlockDevice()) {
      throw new ContainerException(
          "error gathering device information while adding custom device \""
              + each
              + "\": not a device node",
          "mount other files with -v");
    }
    return DeviceNode.of(each, inside);
  }

  /// What the control group has to allow.
  List<String> rules() throws IOException {
    List<String> rules = new ArrayList<>();
    for (DeviceNode node : nodes()) {
      rules.add(
          (node.block() ? "b" : "c") + " " + node.major() + ":" + node.minor() + " " + access);
    }
    return rules;
  }
}
