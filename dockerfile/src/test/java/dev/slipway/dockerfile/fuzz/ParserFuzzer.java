package dev.slipway.dockerfile.fuzz;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.dockerfile.print.DockerfileFormat;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Whole files: read, shown and formatted.
public final class ParserFuzzer {
  private ParserFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      Dockerfile file = DockerfileParser.parse("Dockerfile", text);
      file.stages()
          .forEach(stage ->
              stage
                  .instructions()
                  .forEach(each -> Objects.requireNonNull(each.title('\\', Variables.EMPTY))));
    } catch (DockerfileException refused) {
      for (Diagnostic each : refused.diagnostics()) {
        if (each.render(Objects.requireNonNull(refused.source())).isEmpty()) {
          throw new AssertionError("refused without a reason");
        }
      }
    }
    try {
      String once = DockerfileFormat.format("Dockerfile", text);
      if (!DockerfileFormat.format("Dockerfile", once).equals(once)) {
        throw new AssertionError("formatted twice, it is another text");
      }
    } catch (DockerfileException refused) {
      // It cannot be taken apart.
    }
  }
}
