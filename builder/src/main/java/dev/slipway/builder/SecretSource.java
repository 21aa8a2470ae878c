package dev.slipway.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a `--secret` is. It is read when a step asks for it, and kept nowhere.
public sealed interface SecretSource {
  /// Most bytes, as in BuildKit.
  int MOST_BYTES = 500 * 1024;

  /// `src=`: a file's bytes.
  record File(Path path) implements SecretSource {}

  /// `env=`: the value of a variable of the caller.
  record Value(String value) implements SecretSource {
    @Override
    public String toString() {
      return "Value[***]";
    }
  }

  /// Its bytes.
  default byte[] read() throws IOException {
    byte[] bytes =
        switch (this) {
          case File(var path) -> bytes(path);
          case Value(var value) -> value.getBytes(StandardCharsets.UTF_8);
        };
    if (bytes.length > MOST_BYTES) {
      throw BuildException.of(
          "invalid secret size " + bytes.length, "a secret has at most " + MOST_BYTES + " bytes");
    }
    return bytes;
  }

  private static byte[] bytes(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }
}
