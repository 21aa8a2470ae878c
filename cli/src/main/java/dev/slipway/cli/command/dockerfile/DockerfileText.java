package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The text of a file that a command names, or of standard input for `-`.
final class DockerfileText {
  private DockerfileText() {}

  static String read(Console console, String file) throws IOException {
    byte[] bytes = file.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(path(file));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The same, for who writes it back: what is no UTF-8 could not be written as it was.
  static String readExactly(Console console, String file) throws IOException {
    byte[] bytes = file.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(path(file));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new IOException("not UTF-8: " + file, malformed);
    }
  }

  /// The same; a file that cannot be read is the user's mistake.
  static String required(Console console, String file) {
    try {
      return read(console, file);
    } catch (IOException failure) {
      throw new CommandException(
          reason(file, failure), "name the Dockerfile, or - for standard input");
    }
  }

  static Path path(String file) throws IOException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(file);
    }
  }

  /// Why the file could not be read or written, in one line.
  static String reason(String file, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + file;
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied: " + file;
    }
    if (Files.isDirectory(Path.of(file))) {
      return "is a directory: " + file;
    }
    return String.valueOf(failure.getMessage());
  }
}
