package dev.slipway.cli.command.build;

import dev.slipway.builder.AgentSource;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.Entitlement;
import dev.slipway.builder.SecretSource;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a build is given: `--secret`, `--ssh`, `--allow` and `--trust-host-ca`.
public final class GrantOptions {
  private static final Option ALLOW =
      Option.list(
              "allow",
              "Allow extra privileged entitlement (\"network.host\", \"security.insecure\", \"device\")")
          .valueName("stringArray");
  private static final Option SECRET =
      Option.list(
              "secret",
              "Secret to expose to the build (format: \"id=mysecret[,src=/local/secret|,env=VAR]\")")
          .valueName("stringArray");
  private static final Option SSH =
      Option.list(
              "ssh",
              "SSH agent socket or keys to expose to the build (format:"
                  + " \"default|<id>[=<socket>|<key>[,<key>]]\")")
          .valueName("stringArray");

  private static final Option TRUST_HOST_CA =
      Option.flag(
          "trust-host-ca",
          "Let RUN steps trust the certificate authorities of this machine, such as a company"
              + " proxy's; no layer, key or history has them");

  static final OptionGroup GROUP = OptionGroup.of(ALLOW, SECRET, SSH, TRUST_HOST_CA);

  /// Those of a build that nothing else is asked of.
  public static final OptionGroup KEYS = OptionGroup.of(SECRET, SSH);

  private static final String SECRET_HINT =
      "write --secret id=NAME,src=FILE or id=NAME,env=VARIABLE";
  private static final String AGENT_HINT = "start an agent, or give a key: --ssh default=KEY";

  private GrantOptions() {}

  /// What [#KEYS] give.
  public static BuildGrants keys(ParsedOptions options) {
    return new BuildGrants(secrets(options), agents(options), Set.of());
  }

  private static Map<String, SecretSource> secrets(ParsedOptions options) {
    Map<String, SecretSource> secrets = new LinkedHashMap<>();
    for (String word : options.list(SECRET)) {
      addSecret(word, secrets);
    }
    return secrets;
  }

  private static Map<String, AgentSource> agents(ParsedOptions options) {
    Map<String, AgentSource> agents = new LinkedHashMap<>();
    for (String word : options.list(SSH)) {
      addAgent(word, agents);
    }
    return agents;
  }

  static BuildGrants of(ParsedOptions options) {
    AllowOption allowed = AllowOption.of(options.list(ALLOW));
    Set<Entitlement> entitlements = EnumSet.noneOf(Entitlement.class);
    entitlements.addAll(StepOptions.entitlements(options));
    entitlements.addAll(allowed.entitlements());
    return new BuildGrants(
        secrets(options),
        agents(options),
        entitlements,
        options.flag(TRUST_HOST_CA),
        allowed.devices());
  }

  private static void addSecret(String word, Map<String, SecretSource> secrets) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : CsvFields.of(word)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw wrong("invalid field '" + field + "' must be a key=value pair", SECRET_HINT);
      }
      String key = field.substring(0, equals);
      String value = field.substring(equals + 1);
      switch (key) {
        case "id", "env", "type" -> fields.put(key, value);
        case "src", "source" -> fields.put("src", value);
        default -> throw wrong("unexpected key '" + key + "' in '" + field + "'", SECRET_HINT);
      }
    }
    String id = fields.getOrDefault("id", "");
    if (id.isEmpty()) {
      throw wrong("secret missing ID", SECRET_HINT);
    }
    if (secrets.put(id, secret(id, fields)) != null) {
      throw wrong("secret " + id + " is given twice", "keep one of them");
    }
  }

  private static SecretSource secret(String id, Map<String, String> fields) {
    String type = fields.getOrDefault("type", "");
    if (!type.isEmpty() && !type.equals("file") && !type.equals("env")) {
      throw wrong("unsupported secret type \"" + type + "\"", "known are file and env");
    }
    String file = fields.get("src");
    String variable = fields.get("env");
    if (type.equals("env") && variable == null) {
      variable = file == null ? id : file;
      file = null;
    }
    if (file != null && variable != null) {
      throw wrong("secret " + id + " has a file and a variable", "keep src= or env=");
    }
    if (variable != null) {
      String value = CallerEnvironment.get(variable);
      if (value == null) {
        throw wrong(
            "secret " + id + ": the environment variable " + variable + " is not set",
            "export it before the build");
      }
      return new SecretSource.Value(value);
    }
    String value = file == null && !type.equals("file") ? CallerEnvironment.get(id) : null;
    return value == null ? file(file == null ? id : file) : new SecretSource.Value(value);
  }

  private static SecretSource file(String name) {
    Path path = Path.of(name).toAbsolutePath();
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw wrong(
          "failed to stat "
              + name
              + ": "
              + (Files.exists(path) ? "not a readable file" : "no such file or directory"),
          SECRET_HINT);
    }
    return new SecretSource.File(path);
  }

  private static void addAgent(String word, Map<String, AgentSource> agents) {
    int equals = word.indexOf('=');
    String id = equals < 0 ? word : word.substring(0, equals);
    if (id.isEmpty()) {
      throw wrong("invalid --ssh value: " + word, "write --ssh default or --ssh ID=KEY_OR_SOCKET");
    }
    AgentSource source =
        equals < 0 ? callersAgent(word) : agent(id, List.of(word.substring(equals + 1).split(",")));
    if (agents.put(id, source) != null) {
      throw wrong("invalid duplicate ID " + id, "give each --ssh an ID of its own");
    }
  }

  private static AgentSource callersAgent(String id) {
    String socket = CallerEnvironment.get("SSH_AUTH_SOCK");
    if (socket == null || socket.isEmpty()) {
      throw wrong(
          "--ssh " + id + ": invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set",
          AGENT_HINT);
    }
    return new AgentSource.Socket(Path.of(socket).toAbsolutePath());
  }

  private static AgentSource agent(String id, List<String> names) {
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      Path path = Path.of(name).toAbsolutePath();
      if (name.isEmpty() || !Files.exists(path)) {
        throw wrong("--ssh " + id + ": stat " + name + ": no such file or directory", AGENT_HINT);
      }
      paths.add(path);
    }
    boolean socket = paths.size() == 1 && !Files.isRegularFile(paths.getFirst());
    return socket ? new AgentSource.Socket(paths.getFirst()) : new AgentSource.Keys(paths);
  }

  static CommandException wrong(String message, String hint) {
    return new CommandException("ERROR: failed to build: " + message, hint);
  }
}
