package dev.slipway.builder.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.copy.ContentHash;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.copy.SourceFiles.Node;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryContextTest {
  private static final ContentHash HASH =
      ContentHash.of(Digest.sha256("x".getBytes(StandardCharsets.UTF_8)));

  @TempDir Path directory;

  private Path file(String path) throws IOException {
    Path file = directory.resolve("context").resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, path);
  }

  private DirectoryContext open(@Nullable String ignored) throws IOException {
    Path root = Files.createDirectories(directory.resolve("context"));
    return DirectoryContext.open(
        root, ignored == null ? null : IgnoreRules.parse(".dockerignore", ignored), fingerprints());
  }

  private Fingerprints fingerprints() throws IOException {
    return Fingerprints.open(directory, directory.resolve("context"));
  }

  private static List<String> all(SourceFiles files) throws IOException {
    var paths = new ArrayList<String>();
    collect(files, Objects.requireNonNull(files.lookup(ImagePath.ROOT)), paths);
    return paths;
  }

  private static void collect(SourceFiles files, Node node, List<String> paths) throws IOException {
    if (node.entry().isDirectory()) {
      for (Node child : files.children(node)) {
        paths.add(child.path().toString());
        collect(files, child, paths);
      }
    }
  }

  @Test
  void everythingBelongsToRootAndIsSorted() throws IOException {
    file("b");
    file("a/c");
    try (DirectoryContext context = open(null)) {
      assertThat(all(context)).containsExactly("/a", "/a/c", "/b");
      Node node = Objects.requireNonNull(context.lookup(ImagePath.of("/b")));
      assertThat(node.entry().uid()).isZero();
      assertThat(node.entry().size()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsFoundBehindLinksOrMissingDirectories() throws IOException {
    file("d/f");
    Files.createSymbolicLink(directory.resolve("context/l"), Path.of("d"));
    try (DirectoryContext context = open(null)) {
      assertThat(context.lookup(ImagePath.of("/l/f"))).isNull();
      assertThat(context.lookup(ImagePath.of("/no/f"))).isNull();
      assertThat(context.lookup(ImagePath.of("/d/f/x"))).isNull();
    }
  }

  @Test
  void ignoredFilesAreNotThereButWhatIsKeptInThemIs() throws IOException {
    file("keep");
    file("out/a");
    file("out/keep");
    file("gone/a");
    try (DirectoryContext context = open("out\ngone\n!out/keep\n")) {
      assertThat(all(context)).containsExactly("/keep", "/out", "/out/keep");
      assertThat(context.lookup(ImagePath.of("/out/a"))).isNull();
      assertThat(context.lookup(ImagePath.of("/gone"))).isNull();
      assertThat(context.hint(ImagePath.of("/out/a"))).contains(".dockerignore");
    }
  }

  @Test
  void fingerprintIsBelievedUntilTheFileChanges() throws IOException {
    Path file = file("f");
    learn(System.currentTimeMillis() + 10_000);

    try (DirectoryContext context = open(null)) {
      assertThat(context.knownHash(lookup(context))).isEqualTo(HASH);
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(5)));
    try (DirectoryContext context = open(null)) {
      assertThat(context.knownHash(lookup(context))).isNull();
    }
  }

  @Test
  void fingerprintTakenTooSoonIsNotBelieved() throws IOException {
    file("f");
    learn(System.currentTimeMillis());

    try (DirectoryContext context = open(null)) {
      assertThat(context.knownHash(lookup(context))).isNull();
    }
  }

  private static Node lookup(DirectoryContext context) throws IOException {
    return Objects.requireNonNull(context.lookup(ImagePath.of("/f")));
  }

  /// Writes a fingerprint as a build at that time would.
  private void learn(long takenAt) throws IOException {
    Fingerprints fingerprints = fingerprints();
    FileStatus status = FileStatus.ofLink(directory.resolve("context/f"));
    fingerprints.put(ImagePath.of("/f"), Fingerprint.of(status, takenAt, new byte[0], HASH));
    fingerprints.save(() -> directory.resolve("unfinished"));
  }

  @Test
  void damagedFingerprintsAreForgotten() throws IOException {
    file("f");
    learn(System.currentTimeMillis() + 10_000);
    try (var files = Files.list(directory)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.write(each, Arrays.copyOf(Files.readAllBytes(each), 30));
      }
    }

    try (DirectoryContext context = open(null)) {
      assertThat(context.knownHash(lookup(context))).isNull();
    }
  }
}
