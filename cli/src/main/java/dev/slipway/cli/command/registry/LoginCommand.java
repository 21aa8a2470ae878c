package dev.slipway.cli.command.registry;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.registry.Logins;
import dev.slipway.registry.auth.Credentials.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `slipway login [SERVER]`
public final class LoginCommand implements Command {
  private static final Option PASSWORD =
      Option.text("password", 'p', "Password or Personal Access Token (PAT)");
  private static final Option PASSWORD_STDIN =
      Option.flag("password-stdin", "Take the Password or Personal Access Token (PAT) from stdin");
  private static final Option USERNAME = Option.text("username", 'u', "Username");

  private static final int LONGEST_PASSWORD = 64 * 1024;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("login"),
            "[OPTIONS] [SERVER]",
            "Authenticate to a registry",
            Arity.between(0, 1))
        .withDetails(
            "Without SERVER: Docker Hub. The credentials are tried, and kept where Docker keeps its own:"
                + "\n$REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json or ~/.docker/config.json, or by"
                + " the credential\nhelper that this file names.")
        .withOptions(PASSWORD, PASSWORD_STDIN, USERNAME)
        .withExamples(
            new Example("login -u jane registry.example", "asks for the password"),
            new Example("login -u ci --password-stdin registry.example < token", "for scripts"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    String server = invocation.arguments().isEmpty() ? "" : invocation.argument(0);
    check(options, console);
    Logins logins = invocation.slipway().logins();
    String registry = Logins.registry(server);
    Optional<Password> known = options.isSet(USERNAME) ? Optional.empty() : logins.known(registry);
    if (known.isPresent() && !options.isSet(PASSWORD)) {
      console.out().println("Authenticating with existing credentials...");
      console.out().flush();
    }
    Password password = known.isPresent() ? known.get() : ask(options, console);
    Logins.Kept kept = logins.login(registry, password);
    if (kept.inFile().isPresent()) {
      console
          .err()
          .println(
              "WARNING! Your credentials are stored unencrypted in '"
                  + kept.inFile().get()
                  + "'.\nConfigure a credential helper (credsStore, credHelpers) to remove this warning.");
    }
    console.out().println("Login Succeeded");
    return 0;
  }

  private static void check(ParsedOptions options, Console console) {
    boolean stdin = options.flag(PASSWORD_STDIN);
    if (options.isSet(PASSWORD)) {
      console
          .err()
          .println("WARNING! Using --password via the CLI is insecure. Use --password-stdin.");
      if (stdin) {
        throw new CommandException("--password and --password-stdin are mutually exclusive");
      }
    }
    if (stdin && options.text(USERNAME).isEmpty()) {
      throw new CommandException("Must provide --username with --password-stdin");
    }
  }

  private static Password ask(ParsedOptions options, Console console) throws IOException {
    var prompt = new Prompt(console);
    if (options.flag(PASSWORD_STDIN)) {
      byte[] read = console.in().readNBytes(LONGEST_PASSWORD);
      String password = new String(read, StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
      return checked(options.text(USERNAME), password);
    }
    boolean complete = options.isSet(USERNAME) && options.isSet(PASSWORD);
    if (!complete && !console.inIsTerminal()) {
      throw new CommandException(
          "Cannot perform an interactive login from a non TTY device",
          "remedy: give --username and --password-stdin");
    }
    String user = options.isSet(USERNAME) ? options.text(USERNAME) : prompt.line("Username: ");
    String password =
        options.isSet(PASSWORD) ? options.text(PASSWORD) : prompt.secret("Password: ");
    return checked(user, password);
  }

  private static Password checked(String user, String password) {
    if (user.isBlank()) {
      throw new CommandException("username is empty", "remedy: give --username");
    }
    if (password.isEmpty()) {
      throw new CommandException("password is empty", "remedy: give --password-stdin");
    }
    return new Password(user.strip(), password);
  }
}
