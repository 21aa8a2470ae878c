package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Services as they are written, each in a folder of `resources/services` with what `improve` must
/// reach for it (`expect`): whether a lean stage, how large the image may be, what the Dockerfile
/// must have, and what the proof must have compared. None may do anything else afterwards.
@Tag("long")
class ServicesTest {
  private static final Path SERVICES = Path.of("src/test/resources/services");

  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("golang:1.19", "alpine");
  }

  static Stream<String> services() throws IOException {
    try (Stream<Path> all = Files.list(SERVICES)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void isAsLeanAsItCanBeAndDoesTheSame(String name) throws Exception {
    Path project = Program.copy(SERVICES.resolve(name), folder.resolve(name));
    List<String> expected = Files.readAllLines(project.resolve("expect"));
    Files.delete(project.resolve("expect"));
    Program slipway = store.at(project);

    Outcome improved = slipway.run(words(expected).toArray(String[]::new)).succeeded();

    assertThat(improved.text())
        .doesNotContain("DIFFERENT", "Not proved")
        .contains("Both were built and run:", "Wrote Dockerfile.");
    String file = Files.readString(project.resolve("Dockerfile"));
    for (String line : expected) {
      int blank = line.indexOf(' ');
      String value = line.substring(blank + 1);
      switch (blank < 0 ? "" : line.substring(0, blank)) {
        case "scratch" ->
            assertThat(file.contains("FROM scratch")).as(file).isEqualTo(value.equals("yes"));
        case "has" -> assertThat(file).contains(value);
        case "hasnot" -> assertThat(file).doesNotContain(value);
        case "evidence" ->
            assertThat(improved.text().lines())
                .as(improved.text())
                .anyMatch(row -> row.strip().startsWith(value + " ") && row.endsWith(" same"));
        case "size" -> {
          slipway.run("build", "-q", "-t", "it-" + name, ".").succeeded();
          String size = slipway.run("inspect", "-f", "{{.Size}}", "it-" + name).succeeded().text();
          assertThat(Long.parseLong(size)).isLessThanOrEqualTo(Long.parseLong(value));
        }
        case "left-out" -> assertThat(improved.text()).contains("(" + value + "), because of");
        case "request", "command", "may-leave-out", "#" -> {}
        default -> throw new IllegalArgumentException(line);
      }
    }
    if (expected.stream()
        .noneMatch(line -> line.startsWith("left-out ") || line.startsWith("may-leave-out "))) {
      assertThat(improved.text()).doesNotContain("Left out");
    }
  }

  private static List<String> words(List<String> expected) {
    var words = new ArrayList<>(List.of("improve", "--write"));
    for (String line : expected) {
      if (line.startsWith("request ") || line.startsWith("command ")) {
        int blank = line.indexOf(' ');
        words.add("--" + line.substring(0, blank));
        words.add(line.substring(blank + 1));
      }
    }
    return words;
  }
}
