package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The monitor that every container has: conmon creates it through the OCI runtime, holds its
/// streams, writes its log and its exit code, and outlives us.
///
/// conmon calls its own interface an implementation detail of Podman's; all that we rely on is in
/// this class, [Attachment] and [LogReader].
final class Conmon {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\"data\"\\s*:\\s*(-?[0-9]+)(?:.*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\")?");
  private static final Path NULL = Path.of("/dev/null");

  /// The descriptor on which conmon answers, by its number in the new process.
  private static final String ANSWER_DESCRIPTOR = "_OCI_SYNCPIPE=3";

  private final Path program;
  private final List<String> environment;

  /// @param environment for conmon, the OCI runtime and the exit command; the user's own is kept
  ///   from them
  Conmon(Path program, List<String> environment) {
    this.program = program;
    this.environment = List.copyOf(environment);
  }

  /// What conmon is to create.
  ///
  /// @param program what the container runs, for messages
  /// @param runtime the OCI runtime's command line up to its own command
  /// @param keepsStdin whether the container's standard input outlives whoever is attached
  /// @param exitCommand run by conmon after the container's end; empty for none
  /// @param log how its output is kept
  record Request(
      ContainerFiles files,
      String name,
      String program,
      List<String> runtime,
      boolean stdin,
      boolean keepsStdin,
      boolean terminal,
      List<String> exitCommand,
      LogOptions log) {
    Request {
      runtime = List.copyOf(runtime);
      exitCommand = List.copyOf(exitCommand);
    }
  }

  /// Creates the container; its process waits for the OCI runtime's `start`.
  ///
  /// @return the container's first process
  /// @throws ContainerException the OCI runtime refused, with its words
  long create(Request request) throws IOException {
    Path errors = request.files().volatileDirectory().resolve("conmon.err");
    Files.writeString(errors, "");
    var environmentWithPipe = new ArrayList<>(environment);
    environmentWithPipe.add(ANSWER_DESCRIPTOR);
    try (Pipe pipe = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(NULL);
        OpenFile errorFile = OpenFile.readWrite(errors);
        ChildProcess child =
            ChildProcess.spawn(
                program,
                arguments(request),
                environmentWithPipe,
                List.of(nothing, nothing, errorFile, pipe.writeEnd()))) {
      pipe.writeEnd().close();
      String answer = readLine(pipe.readEnd());
      int code = child.waitFor(); // conmon itself goes on in a process of its own.
      return pid(answer, code, errors, request.program());
    }
  }

  private static String readLine(OpenFile pipe) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(pipe.inputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    return line == null ? "" : line;
  }

  private static long pid(String answer, int code, Path errors, String program) throws IOException {
    Matcher matcher = ANSWER.matcher(answer);
    if (!matcher.find()) {
      String said = Files.readString(errors).strip();
      throw new ContainerException(
          "conmon ended with " + code + (said.isEmpty() ? "" : ": " + said),
          "conmon 2.0.30 or later is needed: conmon --version");
    }
    long pid = Long.parseLong(matcher.group(1));
    if (pid > 0) {
      return pid;
    }
    String message = matcher.group(2);
    String said = message == null ? Files.readString(errors) : unescape(message);
    throw StartFailure.of(said.strip(), program);
  }

  private static String unescape(String json) {
    var text = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c != '\\' || i + 1 == json.length()) {
        text.append(c);
        continue;
      }
      c = json.charAt(++i);
      if (c == 'u' && i + 4 < json.length()) {
        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        text.append(c == 'n' ? '\n' : c == 't' ? '\t' : c);
      }
    }
    return text.toString();
  }

  private List<String> arguments(Request request) {
    ContainerFiles files = request.files();
    String id = files.id().hex();
    var arguments =
        new ArrayList<>(
            List.of(program.toString(), "--api-version", "1", "-c", id, "-u", id, "-n"));
    arguments.add(request.name());
    arguments.add("-r");
    arguments.add(request.runtime().getFirst());
    for (String argument : request.runtime().subList(1, request.runtime().size())) {
      arguments.add("--runtime-arg");
      arguments.add(argument);
    }
    arguments.addAll(
        List.of("-b", files.volatileDirectory().toString(), "-p", files.pidFile().toString()));
    arguments.addAll(List.of("--conmon-pidfile", files.monitorPidFile().toString()));
    arguments.addAll(List.of("--persist-dir", files.persist().toString(), "--full-attach"));
    arguments.addAll(request.log().arguments(files.log()));
    if (request.stdin()) {
      arguments.add("-i");
      if (request.keepsStdin()) {
        arguments.add("--leave-stdin-open");
      }
    }
    if (request.terminal()) {
      arguments.add("-t");
    }
    addExitCommand(arguments, request.exitCommand());
    return arguments;
  }

  private static void addExitCommand(List<String> arguments, List<String> command) {
    if (command.isEmpty()) {
      return;
    }
    arguments.add("--exit-command");
    arguments.add(command.getFirst());
    for (String argument : command.subList(1, command.size())) {
      arguments.add("--exit-command-arg");
      arguments.add(argument);
    }
  }
}
