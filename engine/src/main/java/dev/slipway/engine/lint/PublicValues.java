package dev.slipway.engine.lint;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.check.Finding;
import org.jspecify.annotations.Nullable;

/// Variables with the name of a secret and a value that is none: a file's path, the fingerprint of
/// a public key.
final class PublicValues {
  private PublicValues() {}

  /// Whether the check has gone by such a name. Its detail ends with `(ENV "NAME")`.
  static boolean isMeant(Dockerfile file, Finding finding) {
    if (!finding.rule().name().equals("SecretsUsedInArgOrEnv")) {
      return false;
    }
    int end = finding.detail().lastIndexOf('"');
    int begin = finding.detail().lastIndexOf('"', end - 1);
    String name = begin < 0 ? "" : finding.detail().substring(begin + 1, end);
    for (Stage stage : file.stages()) {
      for (Instruction instruction : stage.instructions()) {
        Template value =
            instruction.span().equals(finding.span()) ? value(instruction, name) : null;
        if (value != null) {
          return isPublic(name, value.text());
        }
      }
    }
    return false;
  }

  private static @Nullable Template value(Instruction instruction, String name) {
    if (instruction instanceof Env env) {
      for (Assignment each : env.assignments()) {
        if (each.name().text().equals(name)) {
          return each.value();
        }
      }
    }
    if (instruction instanceof Arg arg) {
      for (Arg.Definition each : arg.definitions()) {
        if (each.name().equals(name)) {
          return each.defaultValue();
        }
      }
    }
    return null;
  }

  private static boolean isPublic(String name, String text) {
    String value = text.replace("\"", "").replace("'", "");
    boolean path = value.startsWith("/") && value.length() > 1;
    boolean fingerprint = name.contains("GPG") && value.length() == 40 && isHexadecimal(value);
    return path || fingerprint;
  }

  private static boolean isHexadecimal(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.digit(value.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
