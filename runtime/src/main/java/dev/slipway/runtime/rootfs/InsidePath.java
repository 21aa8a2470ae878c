package dev.slipway.runtime.rootfs;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path in a root with its symbolic links followed inside the root.
///
/// @param components without links, `.` and `..`
/// @param present how many of them exist
/// @param status of the last one, if all exist
public record InsidePath(List<String> components, int present, @Nullable FileStatus status) {
  private static final int MOST_LINKS = 40;

  /// What is at `path` in a mounted root, links followed inside it.
  ///
  /// @throws LinuxException ENOENT: nothing is there
  public static Path existing(Path root, String path) throws LinuxException {
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      InsidePath found = resolve(handle, path);
      if (!found.exists()) {
        throw new LinuxException("resolve", Errno.ENOENT, path);
      }
      return found.components().isEmpty() ? root : root.resolve(found.text().substring(1));
    }
  }

  boolean exists() {
    return present == components.size();
  }

  String text() {
    return "/" + String.join("/", components);
  }

  String parentText(int depth) {
    return String.join("/", components.subList(0, depth));
  }

  /// @throws LinuxException ELOOP: too many links; ENOTDIR: a file stands in the way
  static InsidePath resolve(DirectoryHandle root, String path) throws LinuxException {
    Deque<String> rest = new ArrayDeque<>();
    push(rest, path);
    List<String> found = new ArrayList<>();
    FileStatus last = root.status();
    int links = 0;
    while (!rest.isEmpty()) {
      String component = rest.pop();
      if (component.equals("..")) {
        if (!found.isEmpty()) {
          found.removeLast();
        }
        continue;
      }
      FileStatus status = status(root, found, component);
      if (status == null) {
        return missing(found, component, rest);
      }
      if (status.isSymbolicLink()) {
        if (++links > MOST_LINKS) {
          throw new LinuxException("resolve", Errno.ELOOP, path);
        }
        String target = readLink(root, found, component);
        if (target.startsWith("/")) {
          found.clear();
        }
        push(rest, target);
        continue;
      }
      found.add(component);
      last = status;
    }
    return new InsidePath(List.copyOf(found), found.size(), found.isEmpty() ? root.status() : last);
  }

  private static void push(Deque<String> rest, String path) {
    List<String> components = new ArrayList<>(List.of(path.split("/")));
    Collections.reverse(components);
    for (String component : components) {
      if (!component.isEmpty() && !component.equals(".")) {
        rest.push(component);
      }
    }
  }

  private static InsidePath missing(List<String> found, String component, Deque<String> rest) {
    int present = found.size();
    List<String> all = new ArrayList<>(found);
    all.add(component);
    for (String more : rest) {
      if (!more.equals("..")) {
        all.add(more);
      } else if (!all.isEmpty()) {
        all.removeLast();
      }
    }
    return new InsidePath(List.copyOf(all), Math.min(present, all.size()), null);
  }

  private static @Nullable FileStatus status(
      DirectoryHandle root, List<String> parent, String component) throws LinuxException {
    try (DirectoryHandle directory = root.openBeneath(bytes(String.join("/", parent)))) {
      return directory.status(bytes(component));
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENOENT) {
        return null;
      }
      throw failure;
    }
  }

  private static String readLink(DirectoryHandle root, List<String> parent, String component)
      throws LinuxException {
    try (DirectoryHandle directory = root.openBeneath(bytes(String.join("/", parent)))) {
      return new String(directory.readLink(bytes(component)), StandardCharsets.UTF_8);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
