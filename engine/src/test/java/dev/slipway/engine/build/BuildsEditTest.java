package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Builds of a large directory after edits, against builds that know nothing of it.
class BuildsEditTest {
  private static final int FILES = 1_100;

  private BuildFixture fixture;
  private SlipwayLocations whole;

  @BeforeEach
  void prepare(@TempDir Path directory) throws Exception {
    fixture = new BuildFixture(directory);
    whole = new SlipwayLocations(directory.resolve("whole"), directory.resolve("whole-run"));
    for (int i = 0; i < FILES; i++) {
      fixture.write("src/d" + i % 11 + "/" + "f".repeat(1 + i % 130) + i, "x".repeat(i));
    }
    fixture.write("src/.dockerignore", "");
    Files.createSymbolicLink(fixture.context.resolve("src/link"), Path.of("d1"));
    // What was written less than two seconds before it is looked at may change unseen.
    Thread.sleep(3_000);
  }

  private Path source() {
    return fixture.context.resolve("src");
  }

  /// What is remembered of the files that were read.
  private Map<String, String> fingerprints() throws IOException {
    return files(fixture.root.resolve("fingerprints"), ".seen");
  }

  /// Digests by name.
  private static Map<String, String> files(Path directory, String except) throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(except)) {
          files.put(name, Digest.sha256(Files.readAllBytes(file)).hex());
        }
      }
    }
    return files;
  }

  /// Builds in a store that knows nothing, and compares all that was made.
  private void assertAsWhole(BuildResult built, String dockerfile, String when) throws Exception {
    if (Files.exists(whole.root())) {
      FileTreeRemoval.remove(whole.root());
    }
    BuildResult other = new Builds(whole).build(fixture.request(dockerfile), event -> {});
    List<Digest> layers = other.image().config().diffIds();
    assertThat(built.image().config().diffIds()).as(when).isEqualTo(layers);
    assertThat(files(fixture.root.resolve("listings"), ".none"))
        .as(when)
        .containsAllEntriesOf(files(whole.root().resolve("listings"), ".none"));
    try (ImageStore one = ImageStore.open(fixture.root);
        ImageStore two = ImageStore.open(whole.root())) {
      for (Digest layer : layers) {
        assertThat(one.layers().index(layer).entries())
            .as(when)
            .isEqualTo(two.layers().index(layer).entries());
        assertThat(one.layers().index(layer).fileBytes())
            .isEqualTo(two.layers().index(layer).fileBytes());
        assertThat(sums(fixture.root, layer)).as(when).isEqualTo(sums(whole.root(), layer));
      }
    }
  }

  private static byte[] sums(Path root, Digest layer) throws IOException {
    return Files.readAllBytes(root.resolve("layers").resolve(layer.hex()).resolve("sums"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY . /\n",
        "FROM scratch\nCOPY --chown=5:6 --chmod=640 src /a/b/\n",
        "FROM scratch\nCOPY --link src/ /x\n"
      })
  void ofALargeDirectoryOnlyWhatWasEditedIsReadAgain(String dockerfile) throws Exception {
    fixture.build(dockerfile);
    Map<String, String> read = fingerprints();
    for (String text : List.of("", "y".repeat(5_000), "short")) {
      Files.writeString(source().resolve("d0/f0"), text);
      Files.writeString(source().resolve("d1/ff1"), "1" + text);

      BuildResult built = fixture.build(dockerfile);

      assertThat(built.executedSteps()).isPositive();
      assertThat(fingerprints()).as("nothing else was looked at").isEqualTo(read);
      assertAsWhole(built, dockerfile, text.length() + " bytes");
      assertThat(fixture.build(dockerfile).executedSteps()).isZero();
    }
  }

  @Test
  void stepsThatCopyTheSameAreEditedSideBySide() throws Exception {
    String dockerfile =
        "FROM scratch AS one\nCOPY src /one\nFROM scratch\nCOPY src /two\nCOPY --from=one / /\n";
    fixture.build(dockerfile);
    for (String text : List.of("one", "two", "three")) {
      Files.writeString(source().resolve("d0/f0"), text);

      BuildResult built = fixture.build(dockerfile);

      assertThat(built.executedSteps()).isEqualTo(3);
      assertAsWhole(built, dockerfile, text);
    }
  }

  @Test
  void anyEditsOfALargeDirectoryGiveWhatAWholeBuildGives() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String dockerfile = "FROM scratch\nCOPY . /to/\n";
    fixture.build(dockerfile);
    int compared = 0;
    for (int round = 0; round < 15; round++) {
      for (int edits = random.nextInt(5); edits >= 0; edits--) {
        edit(random, round % 3 == 2);
      }
      BuildResult built = fixture.build(dockerfile);
      // A result that was known may have the times of when it was made.
      if (built.executedSteps() > 0) {
        assertAsWhole(built, dockerfile, "round %d of seed %d".formatted(round, seed));
        compared++;
      }
    }
    assertThat(compared).as("seed %d", seed).isPositive();
  }

  /// Mostly other bytes.
  private void edit(Random random, boolean anything) throws IOException {
    List<Path> files = files();
    Path file = files.get(random.nextInt(files.size()));
    switch (anything ? random.nextInt(9) : random.nextInt(3)) {
      case 0, 1 -> Files.writeString(file, "e".repeat(random.nextInt(3_000)) + random.nextInt());
      case 2 -> Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextInt(5) * 1_000L));
      case 3 ->
          Files.setPosixFilePermissions(
              file,
              PosixFilePermissions.fromString(random.nextBoolean() ? "rw-r-----" : "rwxr-xr-x"));
      case 4 -> Files.delete(file);
      case 5 -> Files.writeString(file.resolveSibling("new" + random.nextInt(1_000)), "new");
      case 6 -> {
        Path other = Files.writeString(fixture.base.resolve("other"), "renamed" + random.nextInt());
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
      case 7 -> {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("elsewhere"));
      }
      case 8 -> {
        Files.delete(file);
        Files.createLink(file, files().getFirst());
      }
      default -> throw new IllegalStateException();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(fixture.context)) {
      return new ArrayList<>(
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList());
    }
  }
}
