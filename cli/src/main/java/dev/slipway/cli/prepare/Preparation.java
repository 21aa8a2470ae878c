package dev.slipway.cli.prepare;

import dev.slipway.linux.DirectCallLibrary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the built program ready to start quickly; what was made before is left as it is.
public final class Preparation {
  private Preparation() {}

  /// @param arguments the directory that has the built jars in `lib`
  public static void main(String[] arguments) throws IOException {
    Path prepared = Path.of(arguments[0]);
    DirectCallLibrary.write(prepared.resolve("direct-calls.so"));
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(prepared.resolve("lib"), "slipway-*.jar")) {
      for (Path jar : jars) {
        PlainJar.rewrite(jar);
      }
    }
  }
}
