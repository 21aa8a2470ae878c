package dev.slipway.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// An ordinary user of this machine, made for a test, who has a copy of the program.
final class OrdinaryUser {
  private static final int MOST_NUMBERS = 65_536;

  private final String name;
  private final Path home;
  private final Program slipway;

  private OrdinaryUser(String name, Path home) {
    this.name = name;
    this.home = home;
    this.slipway =
        new Program(
            List.of("sh", home + "/enter", home + "/bin/slipway"),
            home.resolve("store"),
            home.resolve("context"),
            Map.of("XDG_RUNTIME_DIR", home + "/run", "HOME", home.toString()));
  }

  /// @param name no other test's
  /// @param firstNumber of the users and groups that the user may give away
  static OrdinaryUser make(String name, int firstNumber) throws Exception {
    return make(name, firstNumber, "true");
  }

  /// @param before what root does where the user's commands will run, as shell words
  static OrdinaryUser make(String name, int firstNumber, String before) throws Exception {
    Path home = Files.createTempDirectory(Path.of("/var/tmp"), "slipway-rootless-");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    forget(name);
    String range = firstNumber + "-" + (firstNumber + MOST_NUMBERS - 1);
    as("useradd", "--home-dir", home.toString(), "--shell", "/bin/sh", name);
    as("usermod", "--add-subuids", range, "--add-subgids", range, name);
    // The user may not look into the folder of this checkout.
    as("mkdir", home + "/cli", home + "/cli/target", home + "/context");
    as("cp", "-a", Program.PROJECT.resolve("bin").toString(), home.toString());
    as("cp", "-a", Program.PROJECT.resolve("cli/target/slipway").toString(), home + "/cli/target");
    Files.writeString(home.resolve("enter"), enterScript(name, before));
    as("mkdir", "-m", "700", home + "/run");
    as("chown", "-R", name + ":", home.toString());
    return new OrdinaryUser(name, home);
  }

  /// Becomes the user, with the network device that hosts with udev let everybody use.
  private static String enterScript(String name, String before) {
    return """
    exec unshare --mount --propagation private sh -c '
      mount -t tmpfs tun /mnt && mknod -m 666 /mnt/tun c 10 200 && mount --bind /mnt/tun /dev/net/tun && %s &&
      exec runuser -u %s -- "$@"' enter "$@"
    """
        .formatted(before, name);
  }

  /// With the process that holds the user's namespace, which a run that was killed leaves too.
  private static void forget(String name) throws Exception {
    try (var all = ProcessHandle.allProcesses()) {
      all.filter(process -> process.info().user().filter(name::equals).isPresent())
          .forEach(ProcessHandle::destroyForcibly);
    }
    new ProcessBuilder("userdel", "--force", name)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  Program slipway() {
    return slipway;
  }

  Path home() {
    return home;
  }

  /// Where the user is.
  Path directory() {
    return slipway.directory();
  }

  /// Gives the user what a test has put into their directory.
  void own() throws IOException, InterruptedException {
    as("chown", "-R", name + ":", directory().toString());
  }

  /// Loads images of the testbed, which root makes.
  void load(String... images) throws IOException {
    for (String image : images) {
      Program root = Program.in(Path.of("target").toAbsolutePath());
      String tar = root.runOther(Program.PROJECT + "/testbed/image", image).succeeded().text();
      try (InputStream archive = Files.newInputStream(Path.of(tar))) {
        slipway.run(archive, "load").succeeded();
      }
    }
  }

  /// With everything that is the user's.
  void remove() throws Exception {
    Path holder = home.resolve("run/slipway-rootless/holder");
    if (Files.exists(holder)) {
      as("kill", Files.readString(holder).split(" ", 2)[0]);
    }
    forget(name);
    as("rm", "-rf", home.toString());
  }

  private static void as(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
