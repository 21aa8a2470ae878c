package dev.slipway.it.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console;
import dev.slipway.cli.launch.Program;
import dev.slipway.cli.render.JsonText;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `slipway dockerfile parse|expand|match` answers as BuildKit's own packages do, but for the words
/// of errors. What differs on purpose is listed in docs/guides/dockerfile.md.
class LanguageOracleTest {
  private static final int FEW = 400;
  private static final int MANY = 20_000;
  private static final Path WRITTEN =
      Path.of("../dockerfile/src/test/resources/golden").toAbsolutePath().normalize();
  private static final Jsonb JSONB = Jsonb.builder().build();

  @TempDir static Path built;
  @TempDir Path folder;

  private static GoOracle oracle;

  @BeforeAll
  static void buildOracle() throws Exception {
    oracle = GoOracle.build(built);
  }

  @Test
  void parseTreesOfWrittenFilesAreTheSame() throws Exception {
    var files = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(WRITTEN)) {
      all.filter(file -> file.toString().endsWith(".dockerfile"))
          .sorted()
          .forEach(file -> files.add(file.toString()));
    }
    assertThat(files).isNotEmpty();
    compareFiles(files);
  }

  @Test
  void linesAsLongAsDockersAreTaken() throws Exception {
    var files = new ArrayList<String>();
    for (String end : List.of("", "\n", "\r\n")) {
      for (int length = 65_526; length < 65_530; length++) {
        String line = "FROM x" + end + "RUN a " + "b".repeat(length) + end;
        files.add(file("ascii" + files.size(), line));
        files.add(file("wide" + files.size(), line.replace("bbb", "\u4e00")));
      }
    }
    var arguments = new ArrayList<String>();
    arguments.add("parse");
    arguments.addAll(files);
    assertThat(verdicts(ours(arguments, List.of())))
        .isEqualTo(verdicts(oracle.answers(folder, arguments, List.of())))
        .contains(true, false);
  }

  private static List<Boolean> verdicts(List<String> answers) {
    return answers.stream().map(answer -> answer.contains("\"ok\":true")).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void parseTreesOfRandomFilesAreTheSame(long seed) throws Exception {
    compareRandomFiles(seed, FEW);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void expansionsAreTheSame(long seed) throws Exception {
    compareExpansions(seed, FEW);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void matchesAreTheSame(long seed) throws Exception {
    compareMatches(seed, FEW);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSameInstructionsAreRefused(long seed) throws Exception {
    compareVerdicts(seed, FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void manyRandomInputsAreReadTheSame(long seed) throws Exception {
    compareRandomFiles(seed, MANY / 10);
    compareVerdicts(seed, MANY / 10);
    compareExpansions(seed, MANY);
    compareMatches(seed, MANY);
  }

  private void compareRandomFiles(long seed, int count) throws Exception {
    var inputs = new Inputs(seed);
    var files = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      files.add(file("random" + i, inputs.dockerfile()));
    }
    compareFiles(files);
  }

  private void compareVerdicts(long seed, int count) throws Exception {
    var inputs = new InstructionInputs(seed);
    var texts = new ArrayList<String>();
    var arguments = new ArrayList<String>();
    arguments.add("accept");
    for (int i = 0; i < count; i++) {
      texts.add(inputs.next());
      arguments.add(file("instruction" + i, texts.get(i)));
    }
    List<String> theirs = oracle.answers(folder, arguments, List.of());
    for (int i = 0; i < count; i++) {
      boolean accepted = theirs.get(i).contains("\"ok\":true");
      assertThat(isAccepted(texts.get(i))).as(texts.get(i) + theirs.get(i)).isEqualTo(accepted);
    }
  }

  private static boolean isAccepted(String text) {
    try {
      return !DockerfileParser.parse("Dockerfile", text).stages().isEmpty();
    } catch (DockerfileException refused) {
      return false;
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void compareFiles(List<String> files) throws Exception {
    var arguments = new ArrayList<String>();
    arguments.add("parse");
    arguments.addAll(files);
    compare(arguments, List.of(), files);
  }

  private void compareExpansions(long seed, int count) throws Exception {
    var inputs = new Inputs(seed);
    var questions = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      questions.add(JsonText.compact(inputs.word(i)));
    }
    compare(List.of("expand"), questions, questions);
  }

  private void compareMatches(long seed, int count) throws Exception {
    var inputs = new Inputs(seed);
    var questions = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      questions.add(JsonText.compact(inputs.match(i)));
    }
    compare(List.of("match"), questions, questions);
  }

  private void compare(List<String> arguments, List<String> input, List<String> shown)
      throws Exception {
    List<String> theirs = oracle.answers(folder, arguments, input);
    List<String> ours = ours(arguments, input);
    assertThat(ours).hasSameSizeAs(theirs).hasSameSizeAs(shown);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(comparable(ours.get(i))).as(shown.get(i)).isEqualTo(comparable(theirs.get(i)));
    }
  }

  private static List<String> ours(List<String> arguments, List<String> input) {
    var words = new ArrayList<String>();
    words.add("dockerfile");
    words.addAll(arguments);
    var in = new ByteArrayInputStream(String.join("\n", input).getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream();
    assertThat(Program.run(words, Console.of(in, out, out))).isZero();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// An error's words and place are each program's own.
  private static Map<?, ?> comparable(String answer) {
    var fields = (Map<?, ?>) JSONB.type(Object.class).fromJson(answer);
    if (!Boolean.TRUE.equals(fields.get("ok"))) {
      fields.remove("error");
      fields.remove("line");
    }
    return fields;
  }
}
