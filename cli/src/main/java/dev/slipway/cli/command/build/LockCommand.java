package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildRequest;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.build.DockerfileLocks;
import dev.slipway.engine.build.LockComparison;
import java.io.IOException;
import java.util.List;

/// `slipway lock PATH`
public final class LockCommand implements Command {
  private static final Option UPDATE = Option.flag("update", "Write what is so now");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("lock"),
            "[OPTIONS] PATH",
            "Compare Dockerfile.lock with what base images and addresses stand for now",
            Arity.exactly(1))
        .withGroups(
            SourceOptions.GROUP, StageOptions.GROUP, GrantOptions.GROUP, OptionGroup.of(UPDATE))
        .withExamples(
            new Example("lock .", "what has changed; exit code 1 where something has"),
            new Example("lock --update .", "write Dockerfile.lock without building"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    BuildGrants grants = GrantOptions.of(options);
    BuildRequest request =
        BuildRequest.of(
                SourceOptions.of(invocation.argument(0), options, invocation.console().in()))
            .withStage(StageOptions.of(options))
            .withGrants(grants);
    DockerfileLocks locks = invocation.slipway().dockerfileLocks();
    boolean update = options.flag(UPDATE);
    LockComparison comparison = update ? locks.update(request) : locks.compare(request);
    List<String> differences = comparison.differences();
    differences.forEach(invocation.console().out()::println);
    return update || differences.isEmpty() ? 0 : 1;
  }
}
