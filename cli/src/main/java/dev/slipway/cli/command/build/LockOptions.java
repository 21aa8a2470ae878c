package dev.slipway.cli.command.build;

import dev.slipway.builder.LockUse;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;

/// What is done with `Dockerfile.lock`: `--lock`, `--locked`.
final class LockOptions {
  private static final Option LOCK =
      Option.flag("lock", "Write what base images and addresses stood for to Dockerfile.lock");
  private static final Option LOCKED =
      Option.flag("locked", "Refuse base images and addresses that Dockerfile.lock does not say");

  static final OptionGroup GROUP = OptionGroup.of(LOCK, LOCKED);

  private LockOptions() {}

  static LockUse of(ParsedOptions options) {
    if (options.flag(LOCK) && options.flag(LOCKED)) {
      throw new CommandException(
          "ERROR: failed to build: --lock and --locked exclude each other",
          "write the lock with --lock, obey it with --locked");
    }
    if (options.flag(LOCK)) {
      return LockUse.WRITE;
    }
    return options.flag(LOCKED) ? LockUse.ENFORCE : LockUse.NONE;
  }
}
