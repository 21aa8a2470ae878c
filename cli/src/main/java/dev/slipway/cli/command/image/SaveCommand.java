package dev.slipway.cli.command.image;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.image.Images;
import dev.slipway.engine.image.SaveFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// `slipway save IMAGE...`
final class SaveCommand implements Command {
  private static final Option FORMAT =
      Option.text(
              "format", "Form of the archive: \"docker\", which docker and podman load, or \"oci\"")
          .defaultsTo("docker");
  private static final Option OUTPUT =
      Option.text("output", 'o', "Write to a file, instead of STDOUT");
  private static final int BUFFER = 1 << 16;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image save", "save"),
            "[OPTIONS] IMAGE [IMAGE...]",
            "Save one or more images to a tar archive (streamed to STDOUT by default)",
            Arity.atLeast(1))
        .withOptions(FORMAT, OUTPUT)
        .withNotYet(NotYet.option("platform", "an image here has one platform; leave it out"))
        .withExamples(
            new Example("save -o echo.tar echo:lean", "an archive that 'docker load' reads"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    SaveFormat format = format(invocation.options().text(FORMAT));
    String file = invocation.options().text(OUTPUT);
    if (file.isEmpty() && console.outIsTerminal()) {
      throw new CommandException(
          "cowardly refusing to save to a terminal. Use the -o flag or redirect");
    }
    Images images = invocation.slipway().images();
    if (file.isEmpty()) {
      OutputStream out = new BufferedOutputStream(console.out().asStream(), BUFFER);
      images.save(invocation.arguments(), format, out);
      out.flush();
    } else {
      saveToFile(images, invocation.arguments(), format, Path.of(file));
    }
    return 0;
  }

  private static SaveFormat format(String name) {
    return switch (name) {
      case "docker", "docker-archive" -> SaveFormat.DOCKER_ARCHIVE;
      case "oci", "oci-archive" -> SaveFormat.OCI_ARCHIVE;
      default ->
          throw new CommandException(
              "unknown archive format \"" + name + "\"", "Use --format docker or --format oci");
    };
  }

  /// The file appears when it is whole; a device or pipe is written as it is.
  private static void saveToFile(Images images, List<String> names, SaveFormat format, Path file)
      throws IOException {
    boolean direct = Files.exists(file) && !Files.isRegularFile(file);
    Path target = direct ? file : file.resolveSibling("." + file.getFileName() + ".saving");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER)) {
        images.save(names, format, out);
      }
      if (!direct) {
        Files.move(target, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException missing) {
      throw new CommandException("failed to save image: no such directory: " + file.getParent());
    } finally {
      if (!direct) {
        Files.deleteIfExists(target);
      }
    }
  }
}
