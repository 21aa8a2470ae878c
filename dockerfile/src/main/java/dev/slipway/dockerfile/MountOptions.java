package dev.slipway.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Gathers the options of one `--mount`, checking each.
final class MountOptions {
  private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
  private static final List<String> KEYS =
      List.of(
          "type",
          "from",
          "source",
          "target",
          "readonly",
          "id",
          "sharing",
          "required",
          "size",
          "mode",
          "uid",
          "gid",
          "src",
          "dst",
          "destination",
          "ro",
          "rw",
          "readwrite",
          "env");

  private final Span flag;
  private final Variables variables;
  private String target = "";
  private String source = "";
  private String id = "";
  private boolean readOnly;
  private CacheMount.Sharing sharing = CacheMount.Sharing.SHARED;
  private @Nullable Word from;
  private OptionalInt mode = OptionalInt.empty();
  private OptionalLong uid = OptionalLong.empty();
  private OptionalLong gid = OptionalLong.empty();

  MountOptions(Span flag, Variables variables) {
    this.flag = flag;
    this.variables = variables;
  }

  MountOptions apply(List<MountFlag.Option> options) {
    requireCache(options);
    for (MountFlag.Option option : options) {
      apply(option);
    }
    return this;
  }

  RunMount mount() {
    String key = id.isEmpty() ? CleanPath.of(target) : id;
    return new CacheMount(flag, key, target, readOnly, sharing, from, source, mode, uid, gid);
  }

  /// The last `type=` counts, wherever it stands.
  private void requireCache(List<MountFlag.Option> options) {
    String type = "bind";
    Span span = flag;
    for (MountFlag.Option option : options) {
      if (option.key().equals("type") && option.value() != null) {
        String value = option.value().expand(variables);
        type = value.toLowerCase(Locale.ROOT);
        span = option.span();
        if (!TYPES.contains(type)) {
          throw misspelt(span, "unsupported mount type \"" + value + "\"", type, TYPES);
        }
      }
    }
    if (!type.equals("cache")) {
      throw failure(
          span,
          "RUN --mount=type=" + type + " is not built yet",
          "only type=cache is; copy what the command needs with COPY");
    }
  }

  private void apply(MountFlag.Option option) {
    if (option.value() == null) {
      applyWord(option);
    } else {
      applyValue(option, option.value().expand(variables));
    }
  }

  private void applyWord(MountFlag.Option option) {
    switch (option.key()) {
      case "readonly", "ro" -> readOnly = true;
      case "readwrite", "rw" -> readOnly = false;
      case "required" -> throw notForCaches(option);
      default -> {
        Optional<String> near = Suggestion.nearest(option.key(), KEYS);
        throw failure(
            option.span(),
            "invalid field '" + option.key() + "' must be a key=value pair",
            near.map(key -> "did you mean " + key + "=...?")
                .orElse("write " + option.key() + "=VALUE"));
      }
    }
  }

  private void applyValue(MountFlag.Option option, String value) {
    switch (option.key()) {
      case "type" -> {}
      case "from" -> from = value.isEmpty() ? null : new Word(value, option.span());
      case "source", "src" -> source = value;
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro" -> readOnly = flag(option, value);
      case "readwrite", "rw" -> readOnly = !flag(option, value);
      case "id" -> id = value;
      case "sharing" -> sharing = sharing(option, value);
      case "mode" -> mode = OptionalInt.of((int) number(option, value, 8, 07777));
      case "uid" -> uid = OptionalLong.of(number(option, value, 10, 0xffff_ffffL));
      case "gid" -> gid = OptionalLong.of(number(option, value, 10, 0xffff_ffffL));
      case "required", "size", "env" -> throw notForCaches(option);
      default ->
          throw misspelt(
              option.span(), "unexpected key '" + option.key() + "'", option.key(), KEYS);
    }
  }

  private static boolean flag(MountFlag.Option option, String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default ->
          throw failure(
              option.span(),
              "invalid value for " + option.key() + ": " + value,
              "write true or false");
    };
  }

  private static CacheMount.Sharing sharing(MountFlag.Option option, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "shared" -> CacheMount.Sharing.SHARED;
      case "private" -> CacheMount.Sharing.PRIVATE;
      case "locked" -> CacheMount.Sharing.LOCKED;
      default ->
          throw misspelt(
              option.span(),
              "unsupported sharing value \"" + value + "\"",
              value,
              List.of("shared", "private", "locked"));
    };
  }

  private static long number(MountFlag.Option option, String value, int radix, long highest) {
    boolean digits =
        !value.isEmpty()
            && value.chars().allMatch(digit -> digit < 0x80 && Character.digit(digit, radix) >= 0);
    String significant = value.replaceFirst("^0+(?=.)", "");
    if (!digits || significant.length() > 10 || Long.parseLong(significant, radix) > highest) {
      throw failure(
          option.span(),
          "invalid value " + value + " for " + option.key(),
          "write a number from 0 to " + Long.toString(highest, radix));
    }
    return Long.parseLong(significant, radix);
  }

  private static DockerfileException notForCaches(MountFlag.Option option) {
    return failure(
        option.span(),
        "unexpected key '" + option.key() + "' for mount type 'cache'",
        "leave " + option.key() + " out");
  }

  private static DockerfileException misspelt(
      Span span, String message, String word, List<String> known) {
    String remedy =
        Suggestion.nearest(word, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("known are " + String.join(", ", known));
    return failure(span, message, remedy);
  }

  private static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
