package dev.slipway.cli.command.improve;

import dev.slipway.builder.BuildRequest;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.command.build.GrantOptions;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.improve.prove.HttpFile;
import dev.slipway.improve.prove.HttpRequest;
import dev.slipway.improve.prove.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What both images are built with and asked.
final class ProofOptions {
  private ProofOptions() {}

  /// @param found the ports that the sources listen on
  static Questions questions(ParsedOptions options, List<Integer> found) throws IOException {
    var requests = new ArrayList<HttpRequest>();
    for (String text : options.list(ImproveCommand.REQUEST)) {
      try {
        if (text.startsWith("@")) {
          requests.addAll(HttpFile.parse(Files.readString(Path.of(text.substring(1)))));
        } else {
          requests.add(HttpRequest.parse(text));
        }
      } catch (IllegalArgumentException invalid) {
        throw CommandException.usage(
            "--request " + text + " is no request: " + invalid.getMessage(),
            "write 'GET /path', or @FILE with requests as editors send them");
      }
    }
    if (requests.isEmpty()) {
      requests.add(HttpRequest.ROOT);
    }
    var ports = new ArrayList<>(found);
    for (String text : options.list(ImproveCommand.PORT)) {
      ports.add(port(text));
    }
    var commands = new ArrayList<List<String>>();
    for (String words : options.list(ImproveCommand.COMMAND)) {
      commands.add(List.of(words.strip().split("\\s+", -1)));
    }
    return new Questions(requests, ports, commands);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw CommandException.usage("--port " + text + " is no port", "write a number up to 65535");
  }

  static BuildRequest build(ParsedOptions options, Path context) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : options.list(ImproveCommand.BUILD_ARG)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? CallerEnvironment.get(name) : word.substring(equals + 1);
      if (value != null) {
        values.put(name, value);
      }
    }
    return BuildRequest.of(context)
        .withBuildArguments(values)
        .withGrants(GrantOptions.keys(options));
  }
}
