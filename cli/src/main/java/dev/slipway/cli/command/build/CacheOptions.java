package dev.slipway.cli.command.build;

import dev.slipway.builder.CacheUse;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;

/// What is used of earlier builds: `--no-cache`.
final class CacheOptions {
  private static final Option NO_CACHE =
      Option.flag("no-cache", "Do not use cache when building the image");
  private static final String LOCAL = "every step's result is in the local cache already";

  static final OptionGroup GROUP =
      OptionGroup.of(NO_CACHE)
          .without(
              NotYet.option("cache-from", LOCAL),
              NotYet.option("cache-to", LOCAL),
              NotYet.option("no-cache-filter", "use --no-cache"),
              NotYet.option("pull", "it comes with registries, in a later release"));

  private CacheOptions() {}

  static CacheUse of(ParsedOptions options) {
    return options.flag(NO_CACHE) ? CacheUse.NOTHING : CacheUse.ALL;
  }
}
