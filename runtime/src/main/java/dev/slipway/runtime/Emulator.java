package dev.slipway.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What runs the programs of another architecture: a `qemu-user` that the kernel starts for them.
///
/// @param interpreter on this host; it need not be in the container
/// @param pattern how such programs begin, as `binfmt_misc` takes it: `MAGIC:MASK`
public record Emulator(String architecture, Path interpreter, String pattern) {
  private static final Path REGISTERED = Path.of("/proc/sys/fs/binfmt_misc");

  /// A program that ends with the ELF header's first 16 bytes; the system that it is for does not
  /// matter.
  private static final String SMALL = "\\x7fELF\\x0%d\\x0%d\\x01" + "\\x00".repeat(9);

  private static final String MASK = "\\xff".repeat(7) + "\\x00" + "\\xff".repeat(8);
  private static final String LITTLE = MASK + "\\xfe\\xff\\xff\\xff";
  private static final String BIG = MASK + "\\xff\\xfe\\xff\\xff";

  /// By Go's names: how the program is called, and the pattern.
  private static final Map<String, Emulation> KNOWN =
      Map.of(
          "amd64", new Emulation("x86_64", start(2, 1) + "\\x02\\x00\\x3e\\x00:" + LITTLE),
          "arm64", new Emulation("aarch64", start(2, 1) + "\\x02\\x00\\xb7\\x00:" + LITTLE),
          "arm", new Emulation("arm", start(1, 1) + "\\x02\\x00\\x28\\x00:" + LITTLE),
          "386", new Emulation("i386", start(1, 1) + "\\x02\\x00\\x03\\x00:" + LITTLE),
          "riscv64", new Emulation("riscv64", start(2, 1) + "\\x02\\x00\\xf3\\x00:" + LITTLE),
          "ppc64le", new Emulation("ppc64le", start(2, 1) + "\\x02\\x00\\x15\\x00:" + LITTLE),
          "s390x", new Emulation("s390x", start(2, 2) + "\\x00\\x02\\x00\\x16:" + BIG));

  private record Emulation(String name, String pattern) {}

  /// @param bits 1 for 32, 2 for 64
  /// @param order 1 for the least significant byte first, 2 for the most significant
  private static String start(int bits, int order) {
    return SMALL.formatted(bits, order);
  }

  /// Finds what runs an architecture's programs; empty where this host does so by itself.
  ///
  /// @param architecture in Go's words
  /// @param platform as messages name it
  /// @throws ContainerException nothing does
  public static Optional<Emulator> find(String architecture, String platform) throws IOException {
    Emulation emulation = KNOWN.get(architecture);
    if (emulation == null) {
      throw new ContainerException(
          "steps for " + platform + " cannot run here", "build the platforms of this machine");
    }
    String program = "qemu-" + emulation.name;
    if (isRegistered(program)) {
      return Optional.empty();
    }
    Optional<Path> interpreter = HostCapabilities.find(program + "-static");
    if (interpreter.isPresent() && ownRegistrations()) {
      return Optional.of(new Emulator(architecture, interpreter.get(), emulation.pattern));
    }
    throw new ContainerException(
        "steps for " + platform + " need an emulator: this machine runs no programs of theirs",
        "apt-get install qemu-user-static, or cross-compile in a stage with FROM"
            + " --platform=$BUILDPLATFORM");
  }

  /// Whether the host starts it for every program, wherever that is.
  private static boolean isRegistered(String program) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(REGISTERED, program + "*")) {
      for (Path entry : entries) {
        String text = Files.readString(entry);
        if (text.startsWith("enabled") && text.lines().anyMatch(Emulator::isFixed)) {
          return true;
        }
      }
    } catch (NoSuchFileException notMounted) {
      return false;
    }
    return false;
  }

  /// Only an interpreter that was opened once is found from a container's root.
  private static boolean isFixed(String line) {
    return line.startsWith("flags: ") && line.indexOf('F') > 0;
  }

  /// Whether a user namespace can have registrations of its own: Linux 6.7.
  private static boolean ownRegistrations() {
    String[] version = System.getProperty("os.version", "0.0").split("[^0-9]+", 3);
    int major = Integer.parseInt(version[0]);
    int minor = version.length > 1 && !version[1].isEmpty() ? Integer.parseInt(version[1]) : 0;
    return major > 6 || (major == 6 && minor >= 7);
  }

  /// What is written to `register`: the interpreter is opened at once, gets the program's own name
  /// and runs with its privileges.
  public String registration() {
    return ":qemu-" + architecture + ":M::" + pattern + ":" + interpreter + ":PCF";
  }
}
