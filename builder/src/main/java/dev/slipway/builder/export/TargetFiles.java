package dev.slipway.builder.export;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.Output;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes archives to where they go.
final class TargetFiles {
  private static final int BUFFER = 1 << 18;

  private TargetFiles() {}

  /// What an archive consists of.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream sink) throws IOException, InterruptedException;
  }

  static void write(Output.Target.Stream target, Content content)
      throws IOException, InterruptedException {
    OutputStream buffered = new BufferedOutputStream(target.stream(), BUFFER);
    content.writeTo(buffered);
    buffered.flush();
  }

  /// The file appears when it is whole; a device or pipe is written as it is.
  static void write(Output.Target.File target, Content content)
      throws IOException, InterruptedException {
    Path file = target.path();
    if (Files.isDirectory(file)) {
      throw BuildException.of(
          "destination file " + file + " is a directory", "name a file: dest=" + file + "/out.tar");
    }
    boolean direct = Files.exists(file) && !Files.isRegularFile(file);
    Path unfinished = direct ? file : file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER)) {
        content.writeTo(out);
      }
      if (!direct) {
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "cannot write " + file + ": no such directory: " + file.getParent(),
              "make the directory first")
          .causedBy(missing);
    } finally {
      if (!direct) {
        Files.deleteIfExists(unfinished);
      }
    }
  }
}
