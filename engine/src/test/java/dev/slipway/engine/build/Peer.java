package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Another container tool of this machine: `peer-NAME` where a current one stands beside the
/// distribution's, else `NAME`.
record Peer(Path program) {
  /// Skips the test, in words, where the tool is missing or does not answer.
  static Peer require(String name, String... probe) throws Exception {
    for (String candidate : List.of("peer-" + name, name)) {
      for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        Path program = Path.of(directory, candidate);
        if (Files.isExecutable(program) && run(program, probe).exitCode() == 0) {
          return new Peer(program);
        }
      }
    }
    Assumptions.abort(name + " is not there or does not answer: its archives are not compared");
    throw new AssertionError("unreachable");
  }

  private record Result(int exitCode, String output) {}

  private static Result run(Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/tmp"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.strip());
  }

  /// Runs the tool and gives its output.
  String call(String... arguments) throws Exception {
    Result result = run(program, arguments);
    assertThat(result.exitCode()).as(program + " " + String.join(" ", arguments)).isZero();
    return result.output();
  }
}
