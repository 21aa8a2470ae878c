package dev.slipway.runtime.isolation;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The kernel's AppArmor: profiles by name, which root loads and processes are put under.
public final class AppArmor {
  /// Of containers for which no other is asked for.
  public static final String DEFAULT = "slipway-default";

  /// Stands for no profile.
  public static final String UNCONFINED = "unconfined";

  private static final String PARSER = "apparmor_parser";
  private static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path PROFILES = Path.of("/sys/kernel/security/apparmor/profiles");
  private static final Path NULL = Path.of("/dev/null");

  private AppArmor() {}

  /// Whether this kernel puts processes under profiles.
  public static boolean isEnabled() {
    try {
      return Files.exists(ENABLED) && Files.readString(ENABLED).startsWith("Y");
    } catch (IOException unknown) {
      return false;
    }
  }

  /// Empty where this process may not ask.
  public static Optional<Boolean> isLoaded(String profile) {
    try (InputStream stream = Files.newInputStream(PROFILES)) {
      String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(("\n" + all).contains("\n" + profile + " ("));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /// The default profile's name, which is loaded if it is not yet; null where there is no AppArmor,
  /// and where this process may not or cannot load it.
  public static @Nullable String usual() throws IOException {
    if (!isEnabled() || HostCapabilities.inUserNamespace()) {
      return null;
    }
    Optional<Boolean> loaded = isLoaded(DEFAULT);
    if (loaded.isEmpty()) {
      return null;
    }
    if (!loaded.get()) {
      Optional<Path> parser = HostCapabilities.find(PARSER);
      if (parser.isEmpty()) {
        return null;
      }
      load(parser.get());
    }
    return DEFAULT;
  }

  private static void load(Path parser) throws IOException {
    byte[] profile;
    try (InputStream stream = AppArmor.class.getResourceAsStream(DEFAULT + ".apparmor")) {
      profile = stream == null ? new byte[0] : stream.readAllBytes();
    }
    try (Pipe input = Pipe.open();
        Pipe output = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(NULL)) {
      // It is smaller than a pipe's buffer.
      input.writeEnd().outputStream().write(profile);
      input.writeEnd().close();
      List<String> command = List.of(PARSER, "--skip-cache", "--replace");
      try (ChildProcess child =
          ChildProcess.spawn(
              parser, command, List.of(), List.of(input.readEnd(), nothing, output.writeEnd()))) {
        output.writeEnd().close();
        byte[] said = output.readEnd().inputStream().readAllBytes();
        if (child.waitFor() != 0) {
          throw new ContainerException(
              "the AppArmor profile "
                  + DEFAULT
                  + " cannot be loaded: "
                  + new String(said, StandardCharsets.UTF_8).strip(),
              "--security-opt apparmor=unconfined runs a container without");
        }
      }
    }
  }
}
