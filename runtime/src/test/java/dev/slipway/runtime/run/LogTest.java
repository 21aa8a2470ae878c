package dev.slipway.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final String TIME = "2026-11-21T13:50:48.20900473%d+00:00";

  @TempDir Path directory;

  private Path log(String... records) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < records.length; i++) {
      text.append(TIME.formatted(i)).append(' ').append(records[i]).append('\n');
    }
    return Files.writeString(directory.resolve("log"), text);
  }

  private static List<String> read(Path file, LogQuery query) throws Exception {
    List<String> lines = new ArrayList<>();
    var files = new LogFiles(file);
    new LogReader(files, query, line -> lines.add(shown(line)))
        .read(LogTail.start(files, query.tail()), () -> false);
    return lines;
  }

  private static String shown(LogLine line) {
    var text = new ByteArrayOutputStream();
    try {
      line.writeTo(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return (line.error() ? "err " : "out ")
        + text.toString(StandardCharsets.UTF_8)
        + (line.whole() ? "" : "...");
  }

  private static LogQuery tail(long lines) {
    return new LogQuery(lines, null, null, false);
  }

  @Test
  void streamsAndPartialLinesAreTold() throws Exception {
    Path log =
        log("stdout F one", "stderr F two words", "stdout P begun", "stdout F ", "stdout F ");

    assertThat(read(log, LogQuery.ALL))
        .containsExactly("out one", "err two words", "out begun...", "out ", "out ");
  }

  @Test
  void theTailCountsLinesAndNotRecords() throws Exception {
    Path log = log("stdout F one", "stdout P long", "stdout P er", "stdout F end", "stdout F last");

    assertThat(read(log, tail(1))).containsExactly("out last");
    assertThat(read(log, tail(2)))
        .containsExactly("out long...", "out er...", "out end", "out last");
    assertThat(read(log, tail(3))).hasSize(5);
    assertThat(read(log, tail(99))).hasSize(5);
    assertThat(read(log, tail(0))).isEmpty();
  }

  @Test
  void anUnfinishedLineIsTheLast() throws Exception {
    Path log = log("stdout F one", "stdout F two", "stdout P thr");

    assertThat(read(log, tail(1))).containsExactly("out thr...");
    assertThat(read(log, tail(2))).containsExactly("out two", "out thr...");
  }

  @Test
  void aLongLogIsReadFromItsEnd() throws Exception {
    String[] records =
        Stream.iterate(0, i -> i + 1)
            .limit(9)
            .map(i -> "stdout F " + i + "x".repeat(30_000))
            .toArray(String[]::new);
    Path log = log(records);

    assertThat(read(log, tail(5)).stream().map(line -> line.substring(0, 5)))
        .containsExactly("out 4", "out 5", "out 6", "out 7", "out 8");
  }

  @Test
  void timesLimitWhatIsShown() throws Exception {
    Path log = log("stdout F zero", "stdout F one", "stdout F two", "stdout F three");

    assertThat(read(log, between(1, 2))).containsExactly("out one", "out two");
  }

  private static LogQuery between(int since, int until) {
    return new LogQuery(-1, time(since), time(until), false);
  }

  private static @Nullable Instant time(int digit) {
    return Instant.parse("2026-11-21T13:50:48.20900473" + digit + "Z");
  }

  @Test
  void aFollowedLogIsReadUntilItsWriterHasEnded() throws Exception {
    Path log = log("stdout F one");
    List<String> lines = new ArrayList<>();
    List<String> rest = new ArrayList<>(List.of("stdout F two", "stdout F three"));

    new LogReader(
            new LogFiles(log), new LogQuery(-1, null, null, true), line -> lines.add(shown(line)))
        .read(
            new LogTail.Start(log, 0),
            () -> {
              boolean writes = !rest.isEmpty();
              if (writes) {
                Files.writeString(
                    log,
                    TIME.formatted(9) + " " + rest.removeFirst() + "\n",
                    StandardOpenOption.APPEND);
              }
              return writes;
            });

    assertThat(lines).containsExactly("out one", "out two", "out three");
  }

  @Test
  void aContainerThatNeverRanHasNoLog() throws Exception {
    assertThat(read(directory.resolve("missing"), tail(3))).isEmpty();
  }

  /// conmon begins a new file under the same name when the old one is full.
  @Test
  void aFollowerGoesOnInTheFileThatReplacesTheLog() throws Exception {
    Path log = directory.resolve("full");
    Path next = directory.resolve("next");
    Files.writeString(log, "2026-01-01T00:00:00.000000000+00:00 stdout F one\n");
    Files.writeString(next, "2026-01-01T00:00:01.000000000+00:00 stdout F two\n");
    List<String> lines = new ArrayList<>();
    List<Boolean> answers = new ArrayList<>(List.of(true, true, false));

    new LogReader(
            new LogFiles(log), new LogQuery(-1, null, null, true), line -> lines.add(shown(line)))
        .read(
            new LogTail.Start(log, 0),
            () -> {
              if (answers.size() == 2) {
                Files.move(next, log, StandardCopyOption.ATOMIC_MOVE);
              }
              return answers.removeFirst();
            });

    assertThat(lines).containsExactly("out one", "out two");
  }

  @Test
  void olderFilesAreReadFirstAndCountedFromTheEnd() throws Exception {
    Path log = log("stdout F five", "stdout F six");
    Path older = directory.resolve("log.1");
    Files.writeString(older, Files.readString(log).replace("five", "three").replace("six", "four"));
    Files.writeString(
        directory.resolve("log.2"),
        Files.readString(log).replace("five", "one").replace("six", "two"));

    assertThat(read(log, tail(-1)))
        .containsExactly("out one", "out two", "out three", "out four", "out five", "out six");
    assertThat(read(log, tail(3))).containsExactly("out four", "out five", "out six");
    assertThat(read(log, tail(2))).containsExactly("out five", "out six");
    assertThat(read(log, tail(0))).isEmpty();

    // Whoever made the newest an older one was killed before anybody began another.
    Files.delete(older);
    Files.createLink(older, log);
    assertThat(read(log, tail(-1))).containsExactly("out one", "out two", "out five", "out six");
  }

  @Test
  void asManyFilesAreKeptAsAreWanted() throws Exception {
    var files = new LogFiles(directory.resolve("log"));
    for (int i = 1; i <= 4; i++) {
      Files.deleteIfExists(files.newest()); // As conmon does, for whom it is a new file.
      Files.writeString(files.newest(), "file " + i);
      files.keepNewest(3);
      files.keepNewest(3);
    }
    Files.delete(files.newest());

    assertThat(files.older(1)).hasContent("file 4");
    assertThat(files.older(2)).hasContent("file 3");
    assertThat(files.older(3)).doesNotExist();
  }
}
