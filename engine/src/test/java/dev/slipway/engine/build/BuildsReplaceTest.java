package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Builds of a large directory in which files were replaced, or that was moved, against builds that
/// know nothing of it.
class BuildsReplaceTest {
  private static final int TESTS = 11;
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

  /// As editors do: a new file takes the place of the old one, in a directory that has other times
  /// then.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY . /\n",
        "FROM scratch\nCOPY --chown=5:6 src /a/b/\n",
        "FROM scratch\nWORKDIR /x\nCOPY --chmod=750 src .\n"
      })
  void neitherIsAnythingElseReadWhereAnotherFileTookThePlaceOfTheOld(String dockerfile)
      throws Exception {
    context.fixture.build(dockerfile);
    Map<String, String> read = context.fingerprints();
    for (String text : List.of("", "y".repeat(5_000), "short")) {
      replace("d0/f0", text);
      replace("d1/ff1", "1" + text);

      BuildResult built = context.fixture.build(dockerfile);

      assertThat(built.executedSteps()).isPositive();
      assertThat(context.fingerprints()).as("nothing else was looked at").isEqualTo(read);
      context.assertAsWhole(built, dockerfile, text.length() + " bytes");
      assertThat(context.fixture.build(dockerfile).executedSteps()).isZero();
    }
  }

  private void replace(String file, String text) throws IOException {
    Path written = Files.writeString(context.source().resolve(file + ".swp"), text);
    Files.move(written, context.source().resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aNewNameInADirectoryIsSeenWhateverElseHappenedThere() throws Exception {
    String dockerfile = "FROM scratch\nCOPY . /\n";
    context.fixture.build(dockerfile);
    replace("d0/f0", "new");
    context.fixture.write("src/d0/more", "more");

    context.assertAsWhole(context.fixture.build(dockerfile), dockerfile, "a new name");
  }

  @Test
  void whatIsLeftOutIsNoNewName() throws Exception {
    String dockerfile = "FROM scratch\nCOPY src /\n";
    context.fixture.write(".dockerignore", "**/*.log\n");
    context.fixture.build(dockerfile);
    Map<String, String> read = context.fingerprints();
    replace("d0/f0", "new");
    context.fixture.write("src/d0/some.log", "left out");

    BuildResult built = context.fixture.build(dockerfile);

    assertThat(context.fingerprints()).isEqualTo(read);
    context.assertAsWhole(built, dockerfile, "with what is left out");
  }

  /// Times of a directory that is copied are those of directories that are made for it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY src /\n",
        "FROM scratch\nCOPY src /a/b\n",
        "FROM scratch\nWORKDIR /a\nCOPY src .\n"
      })
  void aFileOfTheVeryDirectoryThatIsCopiedMayBeReplaced(String dockerfile) throws Exception {
    context.fixture.build(dockerfile);
    for (String text : List.of("one", "another")) {
      Files.setLastModifiedTime(context.source(), FileTime.fromMillis(text.length() * 1_000_000L));
      replace(".dockerignore", "# " + text);

      context.assertAsWhole(context.fixture.build(dockerfile), dockerfile, text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FROM scratch\nCOPY . /\n", "FROM scratch\nCOPY --chown=5:6 src /a/b/\n"})
  void inADirectoryThatWasMovedOnlyWhatWasEditedIsReadAgain(String dockerfile) throws Exception {
    context.fixture.build(dockerfile);
    LargeContext moved = context.moved();
    assertThat(moved.fixture.build(dockerfile).executedSteps()).isZero();
    Map<String, String> read = context.fingerprints();
    Path file = moved.source().resolve("d0/f0");
    for (String text : List.of("short", "edited once more")) {
      Files.writeString(file, text);

      BuildResult built = moved.fixture.build(dockerfile);

      assertThat(built.executedSteps()).isPositive();
      assertThat(context.fingerprints()).as("nothing else was looked at").isEqualTo(read);
      moved.assertAsWhole(built, dockerfile, text);
    }
  }

  /// A known layer with other times than the files' is not what they are replaced in.
  @Test
  void aMovedDirectoryWithOtherTimesIsWrittenAsAWhole() throws Exception {
    String dockerfile = "FROM scratch\nCOPY . /\n";
    context.fixture.build(dockerfile);
    LargeContext moved = context.moved();
    Files.setLastModifiedTime(moved.source().resolve("d1/ff1"), FileTime.fromMillis(7_000));
    assertThat(moved.fixture.build(dockerfile).executedSteps()).isZero();
    Files.writeString(moved.source().resolve("d0/f0"), "edited");

    moved.assertAsWhole(moved.fixture.build(dockerfile), dockerfile, "other times");
  }
}
