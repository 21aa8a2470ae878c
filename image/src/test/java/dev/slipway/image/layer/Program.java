package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Runs other programs, to see whether they agree.
final class Program {
  private Program() {}

  /// Runs a program that must succeed.
  ///
  /// @return what it wrote
  static byte[] run(Path directory, String... command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("slipway-program", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(errors.toFile())
              .start();
      var output = new ByteArrayOutputStream();
      try (InputStream stream = process.getInputStream()) {
        stream.transferTo(output);
      }
      assertThat(process.waitFor())
          .as(
              "%s: %s",
              Arrays.toString(command),
              new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1))
          .isZero();
      return output.toByteArray();
    } finally {
      Files.delete(errors);
    }
  }

  static String text(Path directory, String... command) throws IOException, InterruptedException {
    return new String(run(directory, command), StandardCharsets.UTF_8);
  }
}
