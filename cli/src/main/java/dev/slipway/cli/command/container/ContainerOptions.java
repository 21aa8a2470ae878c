package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.create.ContainerIdentity;
import dev.slipway.engine.create.ContainerRequest;
import dev.slipway.engine.create.MountSettings;
import dev.slipway.engine.create.NetworkSettings;
import dev.slipway.engine.create.ProcessSettings;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options that `run` and `create` share.
final class ContainerOptions {
  static final Option INTERACTIVE =
      Option.flag("interactive", 'i', "Keep STDIN open even if not attached");
  static final Option TTY = Option.flag("tty", 't', "Allocate a pseudo-TTY");
  static final Option REMOVE =
      Option.flag(
          "rm",
          "Automatically remove the container and its associated anonymous volumes when it exits");
  static final Option CIDFILE = Option.text("cidfile", "Write the container ID to the file");

  private static final Option ADD_HOST =
      Option.list("add-host", "Add a custom host-to-IP mapping (host:ip)");
  private static final Option ENTRYPOINT =
      Option.text("entrypoint", "Overwrite the default ENTRYPOINT of the image");
  private static final Option ENV = Option.list("env", 'e', "Set environment variables");
  private static final Option ENV_FILE =
      Option.list("env-file", "Read in a file of environment variables");
  private static final Option EXPOSE = Option.list("expose", "Expose a port or a range of ports");
  private static final Option HOSTNAME = Option.text("hostname", 'h', "Container host name");
  private static final Option LABEL = Option.list("label", 'l', "Set meta data on a container");
  private static final Option NAME = Option.text("name", "Assign a name to the container");
  private static final Option NETWORK =
      Option.list(
              "network",
              "Connect a container to a network (bridge, host, none, container:NAME or one of your own)")
          .valueName("network");
  private static final Option NET =
      Option.list("net", "Connect a container to a network").asHidden();
  private static final Option PUBLISH =
      Option.list("publish", 'p', "Publish a container's port(s) to the host");
  private static final Option PUBLISH_ALL =
      Option.flag("publish-all", 'P', "Publish all exposed ports to random ports");
  static final Option QUIET = Option.flag("quiet", 'q', "Suppress the pull output");
  static final Option PULL =
      Option.text("pull", "Pull image before running (\"always\", \"missing\", \"never\")")
          .defaultsTo("missing");
  private static final Option MOUNT =
      Option.list("mount", "Attach a filesystem mount to the container").valueName("mount");
  private static final Option TMPFS = Option.list("tmpfs", "Mount a tmpfs directory");
  private static final Option VOLUMES_FROM =
      Option.list("volumes-from", "Mount volumes from the specified container(s)");
  private static final Option LABEL_FILE =
      Option.list("label-file", "Read in a line delimited file of labels");
  private static final Option STOP_SIGNAL =
      Option.text("stop-signal", "Signal to stop the container");
  private static final Option USER =
      Option.text("user", 'u', "Username or UID (format: <name|uid>[:<group|gid>])");
  private static final Option VOLUME = Option.list("volume", 'v', "Bind mount a volume");
  private static final Option WORKDIR =
      Option.text("workdir", 'w', "Working directory inside the container");

  private ContainerOptions() {}

  /// All of them, and what one command has beside them, in the order of the help page.
  static Option[] with(Option... more) {
    List<Option> all =
        new ArrayList<>(
            List.of(
                ADD_HOST,
                CIDFILE,
                ENTRYPOINT,
                ENV,
                ENV_FILE,
                EXPOSE,
                HOSTNAME,
                INTERACTIVE,
                LABEL,
                NAME,
                NETWORK,
                NET,
                PUBLISH,
                PUBLISH_ALL,
                PULL,
                QUIET,
                REMOVE,
                STOP_SIGNAL,
                TTY,
                USER,
                VOLUME,
                WORKDIR));
    all.addAll(List.of(MOUNT, TMPFS, VOLUMES_FROM, LABEL_FILE, SettingOptions.NO_HEALTHCHECK));
    all.addAll(SettingOptions.ALL);
    all.addAll(List.of(more));
    all.sort((one, other) -> one.name().compareTo(other.name()));
    return all.toArray(Option[]::new);
  }

  /// What the command line asks for.
  ///
  /// @param environment of this process, for `-e NAME`
  static ContainerRequest request(
      ParsedOptions options, List<String> arguments, Map<String, String> environment) {
    return new ContainerRequest(
        arguments.getFirst(),
        new ContainerIdentity(
            options.optionalText(NAME).filter(name -> !name.isEmpty()),
            labels(LabelFiles.with(options.list(LABEL_FILE), options.list(LABEL))),
            options.flag(REMOVE)),
        process(options, arguments.subList(1, arguments.size()), environment),
        network(options),
        new MountSettings(
            options.list(VOLUME),
            options.list(MOUNT),
            options.list(TMPFS),
            options.list(VOLUMES_FROM)),
        settings(options));
  }

  private static ProcessSettings process(
      ParsedOptions options, List<String> command, Map<String, String> environment) {
    return new ProcessSettings(
        command,
        options.optionalText(ENTRYPOINT),
        EnvironmentOptions.of(options.list(ENV_FILE), options.list(ENV), environment),
        options.text(WORKDIR),
        options.text(USER),
        options.text(STOP_SIGNAL),
        options.flag(TTY),
        options.flag(INTERACTIVE));
  }

  private static NetworkSettings network(ParsedOptions options) {
    return new NetworkSettings(
        WantedNetworks.of(networks(options)).mode(),
        options.list(PUBLISH),
        options.list(EXPOSE),
        options.flag(PUBLISH_ALL),
        options.text(HOSTNAME),
        extraHosts(options.list(ADD_HOST)));
  }

  private static List<String> networks(ParsedOptions options) {
    return options.list(options.isSet(NETWORK) ? NETWORK : NET);
  }

  private static Settings settings(ParsedOptions options) {
    Settings settings = SettingOptions.read(options);
    List<String> named = WantedNetworks.of(networks(options)).named();
    return named.isEmpty() ? settings : settings.with(Setting.NETWORK, named);
  }

  static Map<String, String> labels(List<String> texts) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      labels.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    return labels;
  }

  private static List<String> extraHosts(List<String> texts) {
    for (String text : texts) {
      if (text.indexOf(':') < 1 && text.indexOf('=') < 1) {
        throw CommandException.usage(
            "invalid argument \""
                + text
                + "\" for \"--add-host\" flag: bad format for add-host: \""
                + text
                + "\"",
            null);
      }
    }
    return texts.stream()
        .map(text -> text.indexOf(':') < 0 ? text.replaceFirst("=", ":") : text)
        .toList();
  }

  /// Refuses a file that is there, as it may hold the ID of another container, and one that cannot
  /// be.
  static void checkCidFile(ParsedOptions options) {
    String file = options.text(CIDFILE);
    if (file.isEmpty()) {
      return;
    }
    Path directory = Path.of(file).toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      throw new CommandException(
          "failed to create the container ID file: open " + file + ": no such file or directory",
          "remedy: make its directory first",
          CommandException.USAGE);
    }
    if (Files.exists(Path.of(file))) {
      throw new CommandException(
          "container ID file found, make sure the other container isn't running or delete " + file,
          null,
          CommandException.USAGE);
    }
  }

  static void writeCidFile(ParsedOptions options, String id) throws IOException {
    String file = options.text(CIDFILE);
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), id);
    }
  }
}
