package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Builds of a large directory after edits, against builds that know nothing of it.
class BuildsEditTest {
  private static final int TESTS = 5;
  private static final Queue<LargeContext> SETTLED = new ConcurrentLinkedQueue<>();

  private LargeContext context;

  @BeforeAll
  static void prepare(@TempDir Path directory) throws Exception {
    SETTLED.addAll(LargeContext.settled(directory, TESTS));
  }

  @BeforeEach
  void take() {
    context = SETTLED.remove();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY . /\n",
        "FROM scratch\nCOPY --chown=5:6 --chmod=640 src /a/b/\n",
        "FROM scratch\nCOPY --link src/ /x\n"
      })
  void ofALargeDirectoryOnlyWhatWasEditedIsReadAgain(String dockerfile) throws Exception {
    context.fixture.build(dockerfile);
    Map<String, String> read = context.fingerprints();
    for (String text : List.of("", "y".repeat(5_000), "short")) {
      Files.writeString(context.source().resolve("d0/f0"), text);
      Files.writeString(context.source().resolve("d1/ff1"), "1" + text);

      BuildResult built = context.fixture.build(dockerfile);

      assertThat(built.executedSteps()).isPositive();
      assertThat(context.fingerprints()).as("nothing else was looked at").isEqualTo(read);
      context.assertAsWhole(built, dockerfile, text.length() + " bytes");
      assertThat(context.fixture.build(dockerfile).executedSteps()).isZero();
    }
  }

  @Test
  void stepsThatCopyTheSameAreEditedSideBySide() throws Exception {
    String dockerfile =
        "FROM scratch AS one\nCOPY src /one\nFROM scratch\nCOPY src /two\nCOPY --from=one / /\n";
    context.fixture.build(dockerfile);
    for (String text : List.of("one", "two", "three")) {
      Files.writeString(context.source().resolve("d0/f0"), text);

      BuildResult built = context.fixture.build(dockerfile);

      assertThat(built.executedSteps()).isEqualTo(3);
      context.assertAsWhole(built, dockerfile, text);
    }
  }

  @Test
  void anyEditsOfALargeDirectoryGiveWhatAWholeBuildGives() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String dockerfile = "FROM scratch\nCOPY . /to/\n";
    context.fixture.build(dockerfile);
    int compared = 0;
    for (int round = 0; round < 15; round++) {
      for (int edits = random.nextInt(5); edits >= 0; edits--) {
        edit(random, round % 3 == 2);
      }
      BuildResult built = context.fixture.build(dockerfile);
      // A result that was known may have the times of when it was made.
      if (built.executedSteps() > 0) {
        context.assertAsWhole(built, dockerfile, "round %d of seed %d".formatted(round, seed));
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
        Path other =
            Files.writeString(context.fixture.base.resolve("other"), "renamed" + random.nextInt());
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
    try (Stream<Path> all = Files.walk(context.fixture.context)) {
      return new ArrayList<>(
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList());
    }
  }
}
