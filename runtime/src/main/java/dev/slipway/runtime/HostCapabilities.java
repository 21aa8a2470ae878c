package dev.slipway.runtime;

import dev.slipway.linux.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this host has of what containers need, and how to get the rest.
public final class HostCapabilities {
  private static final List<String> SYSTEM_DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final int SYS_ADMIN = 21;

  /// In which `bin/rootless` says why there is no user namespace, and on the next line what to do.
  private static final String WITHOUT_NAMESPACE = "SLIPWAY_WITHOUT_NAMESPACE";

  private static final String REMEDY = "remedy: ";

  private HostCapabilities() {}

  /// Something that containers need and this host lacks.
  public record Missing(String what, String remedy) {}

  /// The OCI runtime.
  ///
  /// @throws ContainerException it is not installed
  public static Path crun() {
    return require("crun", "crun", "it starts the containers");
  }

  /// The monitor of a container that outlives the command.
  ///
  /// @throws ContainerException it is not installed
  public static Path conmon() {
    return require("conmon", "conmon", "it watches over running containers");
  }

  /// A program that must be there.
  ///
  /// @param debianPackage which package has it
  public static Path require(String program, String debianPackage, String purpose) {
    return find(program)
        .orElseThrow(() ->
            new ContainerException(
                "the program `" + program + "` is not installed: " + purpose,
                "apt-get install " + debianPackage));
  }

  /// A program in `PATH` or in the system's own directories, which are often not in a user's
  /// `PATH`.
  public static Optional<Path> find(String program) {
    List<String> directories = new ArrayList<>();
    @Nullable String path = System.getenv("PATH");
    if (path != null) {
      directories.addAll(List.of(path.split(":")));
    }
    directories.addAll(SYSTEM_DIRECTORIES);
    return directories.stream()
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// Whether this process is root of a user namespace rather than of the host.
  public static boolean inUserNamespace() {
    return Namespaces.inUserNamespace();
  }

  /// Checks that containers can be made: by root of the host, or by root of a user namespace.
  ///
  /// @throws ContainerException neither is this process
  public static void requireNamespaces() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapEff:")
          && (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> SYS_ADMIN & 1) == 0) {
        throw withoutNamespaces();
      }
    }
  }

  private static ContainerException withoutNamespaces() {
    String problem = System.getenv().getOrDefault(WITHOUT_NAMESPACE, "");
    int remedy = problem.indexOf(REMEDY);
    return remedy < 0
        ? new ContainerException(
            "this process may not make namespaces: it has no CAP_SYS_ADMIN",
            "run as root, or as a user who may make user namespaces; COPY, ADD and metadata need"
                + " neither")
        : new ContainerException(
            problem.substring(0, remedy).strip(), problem.substring(remedy + REMEDY.length()));
  }

  /// Everything that is missing to build and run, most important first; empty on a complete host.
  public static List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    missingProgram("crun", "crun", missing);
    missingProgram("conmon", "conmon", missing);
    if (!hasOverlay()) {
      missing.add(new Missing("overlayfs", "load the kernel module: modprobe overlay"));
    }
    if (!allowsUserNamespaces()) {
      missing.add(
          new Missing(
              "user namespaces for users other than root",
              "sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000"));
    } else if (restrictsUserNamespaces()) {
      missing.add(
          new Missing(
              "user namespaces for users other than root (AppArmor restricts them)",
              "sysctl kernel.apparmor_restrict_unprivileged_userns=0"));
    }
    missingProgram("newuidmap", "uidmap", missing);
    return missing;
  }

  private static void missingProgram(String program, String debianPackage, List<Missing> missing) {
    if (find(program).isEmpty()) {
      missing.add(new Missing(program, "apt-get install " + debianPackage));
    }
  }

  private static boolean hasOverlay() {
    try {
      return Files.readString(Path.of("/proc/filesystems")).contains("\toverlay\n");
    } catch (IOException unknown) {
      return true;
    }
  }

  private static boolean allowsUserNamespaces() {
    return !setting("kernel/unprivileged_userns_clone").equals("0")
        && !setting("user/max_user_namespaces").equals("0");
  }

  private static boolean restrictsUserNamespaces() {
    return setting("kernel/apparmor_restrict_unprivileged_userns").equals("1");
  }

  private static String setting(String name) {
    try {
      return Files.readString(Path.of("/proc/sys").resolve(name)).strip();
    } catch (IOException absent) {
      return "";
    }
  }
}
