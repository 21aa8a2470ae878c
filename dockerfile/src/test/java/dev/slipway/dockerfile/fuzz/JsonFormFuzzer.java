package dev.slipway.dockerfile.fuzz;

import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.dockerfile.print.DockerfileFormat;
import java.nio.charset.StandardCharsets;

/// The JSON forms of commands; what is read is what the formatter writes.
public final class JsonFormFuzzer {
  private JsonFormFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String json = new String(data, StandardCharsets.UTF_8).replace('\n', ' ').replace("<<", "<");
    try {
      Command command = command("CMD [" + json);
      String formatted = DockerfileFormat.format("f", "CMD [" + json);
      // Text that formatting would change in meaning comes back as it is, without a line end.
      int end = formatted.length() - (formatted.endsWith("\n") ? 1 : 0);
      if (!command(formatted.substring(0, end)).equals(command)) {
        throw new AssertionError("formatted, it is another command: " + formatted);
      }
    } catch (DockerfileException refused) {
      if (refused.diagnostics().isEmpty()) {
        throw new AssertionError("refused without a reason");
      }
    }
  }

  private static Command command(String line) {
    return ((Cmd) DockerfileParser.parseInstruction("f", line)).command();
  }
}
