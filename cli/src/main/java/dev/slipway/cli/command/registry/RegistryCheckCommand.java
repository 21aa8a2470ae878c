package dev.slipway.cli.command.registry;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.registry.Logins;
import java.io.IOException;
import java.util.List;

/// `slipway registry check HOST`
public final class RegistryCheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("registry check"),
            "HOST[:PORT]",
            "Walk the way to a registry: name, connection, TLS, credentials, API",
            Arity.exactly(1))
        .withExamples(new Example("registry check localhost:5000", "what is wrong with it"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Console console = invocation.console();
    String registry = Logins.registry(invocation.argument(0));
    boolean good =
        invocation
            .slipway()
            .remoteImages()
            .check(
                registry,
                step -> {
                  String mark = step.good() ? "ok    " : "FAILED";
                  console
                      .out()
                      .println(mark + " " + padded(step.name()) + SafeText.ofLines(step.text()));
                  if (step.remedy() != null) {
                    console.out().println("       remedy: " + SafeText.ofLines(step.remedy()));
                  }
                  console.out().flush();
                });
    return good ? 0 : 1;
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(1, 12 - name.length()));
  }
}
