package dev.slipway.runtime.run;

import dev.slipway.image.ImageException;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From what the user asked for to what the kernel needs: names of users become numbers by the
/// container's own files, and the environment gets what Docker adds to it.
final class ProcessPlan {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int LARGEST_FILE = 16 << 20;

  private ProcessPlan() {}

  /// The container's first process.
  static ProcessSpec first(ContainerRecord record, DirectoryHandle root) throws IOException {
    return of(
        record,
        root,
        record.user(),
        record.arguments(),
        List.of(),
        record.workingDirectory(),
        record.terminal());
  }

  /// A further process of a running container.
  static ProcessSpec further(ContainerRecord record, DirectoryHandle root, ExecRequest request)
      throws IOException {
    return of(
        record,
        root,
        request.user().isEmpty() ? record.user() : request.user(),
        request.command(),
        request.environment(),
        request.workingDirectory().isEmpty()
            ? record.workingDirectory()
            : request.workingDirectory(),
        request.terminal());
  }

  private static ProcessSpec of(
      ContainerRecord record,
      DirectoryHandle root,
      String userSpecification,
      List<String> arguments,
      List<String> additions,
      String workingDirectory,
      boolean terminal)
      throws IOException {
    UserDatabase.User user = user(root, userSpecification);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", DEFAULT_PATH);
    environment.put("HOSTNAME", record.hostname());
    if (terminal) {
      environment.put("TERM", "xterm");
    }
    merge(environment, record.environment());
    merge(environment, additions);
    environment.putIfAbsent("HOME", user.home());
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    return new ProcessSpec(
        arguments,
        variables,
        workingDirectory.isEmpty() ? "/" : workingDirectory,
        new ProcessUser(
            user.uid(),
            user.gid(),
            groups(root, user.additionalGids(), record.settings().list(Setting.GROUP_ADD))),
        terminal);
  }

  /// A name without a value takes the variable away.
  private static void merge(Map<String, String> environment, List<String> additions) {
    for (String addition : additions) {
      int equals = addition.indexOf('=');
      if (equals < 0) {
        environment.remove(addition);
      } else {
        environment.put(addition.substring(0, equals), addition.substring(equals + 1));
      }
    }
  }

  private static UserDatabase.User user(DirectoryHandle root, String specification)
      throws IOException {
    try {
      return UserDatabase.of(text(root, "passwd"), text(root, "group")).user(specification);
    } catch (ImageException unknown) {
      throw new ContainerException(
          unknown.getMessage() == null ? "unknown user " + specification : unknown.getMessage(),
          "users and groups are those of the container's own /etc/passwd and /etc/group;"
              + " a number needs no entry there",
          unknown);
    }
  }

  /// With those of `--group-add`, by number or by the container's own names.
  private static List<Long> groups(DirectoryHandle root, List<Long> ofUser, List<String> added)
      throws IOException {
    List<Long> groups = new ArrayList<>(ofUser);
    for (String group : added) {
      groups.add(user(root, "0:" + group).gid());
    }
    return groups;
  }

  /// `/etc/NAME` as the container sees it; empty where it has none.
  private static String text(DirectoryHandle root, String name) throws IOException {
    byte[] path = ("/etc/" + name).getBytes(StandardCharsets.UTF_8);
    try (OpenFile file = root.openFileInRoot(path)) {
      return new String(file.inputStream().readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
    } catch (LinuxException missing) {
      return "";
    }
  }
}
