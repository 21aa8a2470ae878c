package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.SafeText;
import dev.slipway.runtime.run.DamagedContainer;

/// Says which container a list or a prune leaves out, and what to do about it.
final class DamageWarning {
  private DamageWarning() {}

  static void print(Console console, DamagedContainer damaged) {
    console.err().println("WARNING: " + SafeText.of(damaged.message()));
    console.err().println("remedy: " + damaged.remedy());
  }
}
