package dev.slipway.cli.command.build;

import dev.slipway.builder.CacheUse;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.util.LinkedHashSet;

/// What is used of earlier builds: `--no-cache` and `--no-cache-filter`.
final class CacheOptions {
  private static final Option NO_CACHE =
      Option.flag("no-cache", "Do not use cache when building the image");
  private static final Option NO_CACHE_FILTER =
      Option.list("no-cache-filter", "Do not cache specified stages").valueName("stringArray");

  private static final Option PULL =
      Option.flag("pull", "Always attempt to pull all referenced images");

  static final OptionGroup GROUP = OptionGroup.of(NO_CACHE, NO_CACHE_FILTER, PULL);

  private CacheOptions() {}

  static CacheUse of(ParsedOptions options) {
    CacheUse steps = steps(options).withTransfers(CacheTransferOptions.of(options));
    return options.flag(PULL) ? steps.withNewestBases() : steps;
  }

  private static CacheUse steps(ParsedOptions options) {
    var stages = new LinkedHashSet<String>();
    for (String word : options.list(NO_CACHE_FILTER)) {
      for (String name : word.split(",")) {
        if (!name.isBlank()) {
          stages.add(name.strip());
        }
      }
    }
    if (!options.flag(NO_CACHE)) {
      return stages.isEmpty() ? CacheUse.ALL : CacheUse.except(stages);
    }
    if (!stages.isEmpty()) {
      throw new CommandException(
          "ERROR: failed to build: --no-cache and --no-cache-filter cannot currently be used"
              + " together",
          "keep --no-cache, which is for all stages, or the names of some");
    }
    return CacheUse.NOTHING;
  }
}
