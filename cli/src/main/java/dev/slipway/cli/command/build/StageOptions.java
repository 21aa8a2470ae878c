package dev.slipway.cli.command.build;

import dev.slipway.builder.StageChoice;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What of the Dockerfile is built: `--target`, `--build-arg` and `--platform`.
final class StageOptions {
  private static final Option BUILD_ARG =
      Option.list("build-arg", "Set build-time variables").valueName("stringArray");
  private static final Option PLATFORM =
      Option.list("platform", "Set target platform for build").valueName("stringArray");
  private static final Option TARGET = Option.text("target", "Set the target build stage to build");

  static final OptionGroup GROUP = OptionGroup.of(BUILD_ARG, PLATFORM, TARGET);

  /// What reproducible builds set for all their tools.
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private StageOptions() {}

  static StageChoice of(ParsedOptions options) {
    return new StageChoice(
        options.optionalText(TARGET).filter(name -> !name.isEmpty()).orElse(null),
        arguments(options.list(BUILD_ARG)),
        platforms(options.list(PLATFORM)));
  }

  /// Each may name several; `local` is this machine's.
  private static List<Platform> platforms(List<String> words) {
    var platforms = new ArrayList<Platform>();
    for (String word : words) {
      for (String name : word.split(",")) {
        if (!name.isBlank()) {
          platforms.add(platform(name.strip()));
        }
      }
    }
    return platforms;
  }

  private static Platform platform(String name) {
    try {
      return name.equals("local") ? Platform.host() : Platform.parse(name);
    } catch (ImageException mistake) {
      throw new CommandException(
          "ERROR: failed to build: failed to parse platform " + name + ": " + mistake.getMessage(),
          mistake.hint());
    }
  }

  /// `NAME=value`, or `NAME` for the value that the caller's environment has for it.
  private static Map<String, String> arguments(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? CallerEnvironment.get(name) : word.substring(equals + 1);
      if (value != null) {
        values.put(name, value);
      }
    }
    String epoch = CallerEnvironment.get(EPOCH);
    if (epoch != null && !epoch.isEmpty()) {
      values.putIfAbsent(EPOCH, epoch);
    }
    CallersProxies.addTo(values);
    return values;
  }
}
