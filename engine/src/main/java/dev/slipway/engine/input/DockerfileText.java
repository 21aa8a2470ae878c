package dev.slipway.engine.input;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.engine.base.MistakeSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A build's Dockerfile before it is parsed.
///
/// @param name what messages call it
/// @param file where it is on this machine; null where it is not
/// @param content its bytes
/// @param frontend the image that `BUILDKIT_SYNTAX` names, null where it is not given
public record DockerfileText(
    String name, @Nullable Path file, Content content, @Nullable String frontend) {
  static final String USUAL = "Dockerfile";
  static final String LOWER = "dockerfile";

  /// Goes before the file's own `# syntax=`.
  static final String FRONTEND = "BUILDKIT_SYNTAX";

  /// Of a Dockerfile: what one message between Docker's client and BuildKit carries.
  private static final int LARGEST = 16 << 20;

  /// Reads a Dockerfile.
  @FunctionalInterface
  interface Content {
    byte[] read() throws IOException;
  }

  /// A file of this machine.
  static DockerfileText at(Path file) {
    String name = String.valueOf(file.getFileName());
    return new DockerfileText(name, file, () -> read(file, name), null);
  }

  /// What was given or fetched.
  static DockerfileText of(String name, byte[] bytes) {
    return new DockerfileText(name, null, () -> bytes, null);
  }

  /// Without a file named, `Dockerfile` in the context, else `dockerfile`, as Docker looks for it.
  static Path usual(Path context) {
    Path usual = context.resolve(USUAL);
    Path lower = context.resolve(LOWER);
    return !Files.exists(usual) && Files.exists(lower) ? lower : usual;
  }

  /// What the names and addresses of a file stood for: beside it.
  static Path lockFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  DockerfileText withFrontend(@Nullable String text) {
    return text == null
        ? this
        : new DockerfileText(name, file, content, text.strip().split(" ", 2)[0]);
  }

  /// Reads and parses it; what is wrong with it is told in one run.
  public BuildDefinition read(MistakeSearch search, Progress progress) throws IOException {
    Progress.Entry entry =
        progress.entry("[internal] load build definition from " + name).started();
    try {
      byte[] bytes = content.read();
      entry.status("transferring dockerfile: " + TransferSize.text(bytes.length), true);
      Dockerfile file = parse(FetchedInputs.text(bytes), entry);
      for (Diagnostic warning : file.warnings()) {
        entry.warning(warning.message() + " (line " + warning.span().startLine() + ")");
      }
      entry.finished();
      return new BuildDefinition(file, entry);
    } catch (DockerfileException mistake) {
      throw failed(entry, MistakeSearch.failure(search.all(mistake)));
    } catch (BuildException missing) {
      throw failed(entry, missing);
    }
  }

  private static BuildException failed(Progress.Entry entry, BuildException failure) {
    entry.failed(String.valueOf(failure.getMessage()));
    return failure;
  }

  /// The Dockerfile's text.
  public SourceFile source() throws IOException {
    return SourceFile.of(name, FetchedInputs.text(content.read()));
  }

  private Dockerfile parse(String text, Progress.Entry entry) {
    if (frontend == null) {
      return DockerfileParser.parse(name, text);
    }
    Diagnostic said = DockerfileParser.frontend(frontend);
    if (said.isError()) {
      throw BuildException.of(FRONTEND + ": " + said.message(), said.remedy());
    }
    if (said.severity() == Severity.WARNING) {
      entry.warning(FRONTEND + ": " + said.message());
    }
    return DockerfileParser.parseAsOurs(name, text);
  }

  private static byte[] read(Path file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw BuildException.of(
            "failed to read dockerfile: " + name + " is larger than " + LARGEST + " bytes",
            "name a file of instructions with -f");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw BuildException.of(
              "failed to read dockerfile: open " + name + ": no such file or directory",
              "write a Dockerfile in " + file.getParent() + ", or name one with -f")
          .causedBy(missing);
    } catch (IOException unreadable) {
      String reason =
          unreadable instanceof FileSystemException system && system.getReason() != null
              ? system.getReason()
              : unreadable instanceof AccessDeniedException
                  ? "permission denied"
                  : String.valueOf(unreadable.getMessage());
      throw BuildException.of(
              "failed to read dockerfile: open " + name + ": " + reason,
              "name a file of instructions with -f")
          .causedBy(unreadable);
    }
  }
}
