package dev.slipway.cli.command.system;

import dev.slipway.cli.SlipwayVersion;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.cli.render.template.GoTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway version`: in Docker's layout, with the client part alone, as there is no daemon.
public final class VersionCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("version"), "[OPTIONS]", "Show the Slipway version information", Arity.NONE)
        .withOptions(FORMAT);
  }

  @Override
  public int run(Invocation invocation) {
    String format = invocation.options().text(FORMAT);
    invocation.console().out().println(text(format));
    return 0;
  }

  private static String text(String format) {
    if (format.equals("json")) {
      return JsonText.compact(facts());
    }
    return format.isEmpty() ? plain() : GoTemplate.parse(format).render(facts());
  }

  private static String plain() {
    return "Client: Slipway"
        + ("\n Version:           " + SlipwayVersion.NUMBER)
        + ("\n Java version:      " + System.getProperty("java.version"))
        + ("\n OS/Arch:           linux/" + architecture());
  }

  private static Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> client = new LinkedHashMap<>();
    client.put("Version", SlipwayVersion.NUMBER);
    client.put("JavaVersion", System.getProperty("java.version"));
    client.put("Os", "linux");
    client.put("Arch", architecture());
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("Client", client);
    facts.put("Server", null);
    return facts;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "aarch64" -> "arm64";
      case "x86_64" -> "amd64";
      default -> name;
    };
  }
}
