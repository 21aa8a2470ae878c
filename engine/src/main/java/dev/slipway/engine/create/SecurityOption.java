package dev.slipway.engine.create;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.isolation.AppArmor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `--security-opt`: what is there on this host, and what is refused.
final class SecurityOption {
  private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

  private SecurityOption() {}

  static String normalized(String text) {
    int separator = text.indexOf('=');
    separator = separator < 0 ? text.indexOf(':') : separator;
    String key = separator < 0 ? text : text.substring(0, separator);
    String value = separator < 0 ? "" : text.substring(separator + 1);
    return switch (key) {
      case "no-new-privileges" -> noNewPrivileges(text, value);
      case "seccomp" -> "seccomp=" + seccomp(value);
      case "apparmor" -> apparmor(value);
      case "label" -> label(value);
      case "systempaths" -> {
        if (!value.equals("unconfined")) {
          throw invalid(text);
        }
        yield "systempaths=unconfined";
      }
      default -> throw invalid(text);
    };
  }

  private static ContainerException invalid(String text) {
    return new ContainerException(
        "invalid --security-opt: \"" + text + "\"",
        "known are no-new-privileges, seccomp=unconfined|builtin|FILE, apparmor=unconfined|PROFILE,"
            + " label=disable, systempaths=unconfined");
  }

  private static String noNewPrivileges(String text, String value) {
    return switch (value) {
      case "", "true" -> "no-new-privileges=true";
      case "false" -> "no-new-privileges=false";
      default -> throw invalid(text);
    };
  }

  /// A file's content is kept, so that a container stays what it was made as.
  private static String seccomp(String value) {
    if (value.equals("unconfined") || value.equals("builtin") || value.startsWith("{")) {
      return value;
    }
    try {
      return Files.readString(Path.of(value));
    } catch (IOException missing) {
      throw new ContainerException(
          "opening seccomp profile (" + value + ") failed: " + missing.getMessage(),
          "name a JSON file, builtin or unconfined",
          missing);
    }
  }

  private static String apparmor(String value) {
    if (value.equals(AppArmor.UNCONFINED)) {
      return "apparmor=" + value; // Everything is so where there is no AppArmor.
    }
    String option = "--security-opt apparmor=" + value + ": ";
    if (value.isEmpty() || !AppArmor.isEnabled()) {
      throw new ContainerException(
          option
              + (value.isEmpty() ? "a profile has no name" : "AppArmor is not on in this kernel"),
          "leave it out, or name unconfined");
    }
    // Without root the kernel alone knows.
    if (!value.equals(AppArmor.DEFAULT) && !AppArmor.isLoaded(value).orElse(true)) {
      throw new ContainerException(
          option + "no such profile is loaded",
          "as root: apparmor_parser --replace FILE; aa-status names those that are loaded");
    }
    return "apparmor=" + value;
  }

  private static String label(String value) {
    if (value.equals("disable") && !Files.exists(SELINUX)) {
      return "label=disable";
    }
    throw new ContainerException(
        "--security-opt label=" + value + ": SELinux labels are not there yet", "leave it out");
  }
}
