package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.container.ContainerMonitor;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.io.IOException;
import java.util.List;

/// `slipway update`
final class UpdateCommand implements Command {
  private static final List<Setting> CHANGEABLE =
      List.of(
          Setting.BLKIO_WEIGHT,
          Setting.CPU_PERIOD,
          Setting.CPU_QUOTA,
          Setting.CPU_SHARES,
          Setting.CPUS,
          Setting.CPUSET_CPUS,
          Setting.CPUSET_MEMS,
          Setting.MEMORY,
          Setting.MEMORY_RESERVATION,
          Setting.MEMORY_SWAP,
          Setting.PIDS_LIMIT,
          Setting.RESTART);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container update", "update"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Update configuration of one or more containers",
            Arity.atLeast(1))
        .withOptions(CHANGEABLE.stream().map(SettingOptions::option).toArray(Option[]::new))
        .withNotYet(
            NotYet.option("cpu-rt-period", "leave it out"),
            NotYet.option("cpu-rt-runtime", "leave it out"))
        .withExamples(new Example("update --memory 200m --memory-swap 400m web", "a new limit"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Settings settings = SettingOptions.read(invocation.options());
    if (settings.equals(Settings.NONE)) {
      throw new CommandException("you must provide one or more flags when using this command");
    }
    ContainerMonitor monitor = invocation.slipway().containerMonitor();
    return EachContainer.run(invocation, (_, container, _) -> monitor.update(container, settings));
  }
}
