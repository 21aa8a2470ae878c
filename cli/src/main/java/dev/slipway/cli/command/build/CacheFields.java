package dev.slipway.cli.command.build;

import dev.slipway.cli.CommandException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The `key=value` fields of a cache option; what nobody takes is refused.
final class CacheFields {
  private final String option;
  private final Map<String, String> fields;
  private final Map<String, String> left;

  private CacheFields(String option, Map<String, String> fields) {
    this.option = option;
    this.fields = fields;
    this.left = new LinkedHashMap<>(fields);
  }

  /// A word without any `=` is a registry's reference, as buildx takes it.
  static CacheFields of(String option, String word) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!word.contains("=")) {
      fields.put("type", "registry");
      fields.put("ref", word);
      return new CacheFields(option, fields);
    }
    for (String field : CsvFields.of(word)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw CacheTransferOptions.wrong(
            option + ": invalid value " + word, "write fields as key=value: type=local,...");
      }
      fields.put(name(field.substring(0, equals).strip()), field.substring(equals + 1));
    }
    return new CacheFields(option, fields);
  }

  private static String name(String key) {
    return switch (key) {
      case "source" -> "src";
      case "destination", "dst" -> "dest";
      default -> key;
    };
  }

  String take(String key, String otherwise) {
    left.remove(key);
    return fields.getOrDefault(key, otherwise);
  }

  /// @param form what to write
  String require(String key, String form) {
    String value = take(key, "");
    if (value.isEmpty()) {
      throw wrong(key + " is missing", "write " + option + " " + form);
    }
    return value;
  }

  Path path(String text) {
    return Path.of(text);
  }

  boolean flag(String key) {
    String value = take(key, "false");
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw wrong(key + "=" + value, "write true or false");
    };
  }

  /// What is always so here.
  void requireTrue(String key) {
    String value = take(key, "true");
    if (!value.equals("true") && !value.equals("1")) {
      throw wrong(key + "=" + value + " is not there", "caches are OCI artifacts; leave it out");
    }
  }

  void refuseOthers() {
    if (!left.isEmpty()) {
      String key = left.keySet().iterator().next();
      throw wrong("unknown field " + key + "=" + left.get(key), "leave it out");
    }
  }

  CommandException unknownType(String type) {
    return switch (type) {
      case "gha", "s3", "azblob" ->
          wrong(
              "type=" + type + " is not there",
              "use type=registry, or type=local and a directory that is copied there");
      case "inline" ->
          wrong(
              "type=inline is written, not read", "read it from its image: type=registry,ref=...");
      default -> wrong("unknown type=" + type, "known are local, registry and inline");
    };
  }

  CommandException wrong(String what, String hint) {
    return CacheTransferOptions.wrong(option + ": " + what, hint);
  }
}
