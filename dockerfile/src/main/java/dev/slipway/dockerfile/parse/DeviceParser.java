package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Suggestion;
import java.util.List;
import java.util.Locale;

/// The value of `RUN --device`: `vendor/class=name`, `name=...`, `required`.
final class DeviceParser {
  private static final List<String> KEYS = List.of("name", "required");

  private DeviceParser() {}

  static RunFlags.Device parse(Span span, String value) {
    List<String> fields =
        CsvFields.parse(value)
            .orElseThrow(() ->
                failure(
                    span,
                    "the options of --device cannot be told apart: " + value,
                    "write --device=vendor.com/class=name"));
    String name = "";
    boolean required = false;
    for (String field : fields) {
      int equals = field.indexOf('=');
      String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
      String given = equals < 0 ? "true" : field.substring(equals + 1);
      if (key.equals("required")) {
        required = truth(span, given);
      } else if (key.equals("name") && equals >= 0) {
        if (!name.isEmpty()) {
          throw failure(span, "device name already set to " + name, "name one device a flag");
        }
        name = given;
      } else if (name.isEmpty()) {
        name = field;
      } else {
        throw unexpected(span, key, field, equals < 0);
      }
    }
    if (name.isEmpty()) {
      throw failure(span, "--device names no device", "write --device=vendor.com/class=name");
    }
    return new RunFlags.Device(span, name, required);
  }

  private static boolean truth(Span span, String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw failure(span, "invalid value for required: " + value, "write true or false");
    };
  }

  private static DockerfileException unexpected(Span span, String key, String field, boolean bare) {
    String remedy =
        Suggestion.nearest(key, KEYS)
            .map(near -> "did you mean " + near + "?")
            .orElse("known are name and required");
    return failure(
        span,
        bare
            ? "invalid field '" + field + "' must be a key=value pair"
            : "unexpected key '" + key + "' in '" + field + "'",
        remedy);
  }

  private static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
