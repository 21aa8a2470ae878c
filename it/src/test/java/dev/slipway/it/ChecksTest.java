package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// `build --check` and the other calls: small Dockerfiles with what is to be said of them beside
/// them, and the same asked of a Docker where one answers.
class ChecksTest {
  private static final Path FILES = Path.of("src/test/resources/checks");

  /// Files of which Docker says something else, and why.
  private static final Map<String, String> DEPARTURES = departures();

  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void copyFiles() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, context.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(context.resolve("a"), "a\n");
    slipway = Program.in(folder).at(context);
  }

  private static Map<String, String> departures() {
    var departures = new TreeMap<String, String>();
    try {
      for (String line : Files.readAllLines(FILES.resolve("departures.txt"))) {
        int colon = line.indexOf(':');
        departures.put(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
    return departures;
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.indexOf('.') < 0)
          .sorted()
          .toList();
    }
  }

  private static String said(Outcome outcome) {
    return outcome.output() + "exit code " + outcome.exitCode() + "\n";
  }

  @TestFactory
  Stream<DynamicTest> eachFileIsToldWhatStandsBesideIt() throws IOException {
    return names().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  String said = said(slipway.run("build", "--check", "-f", name, "."));
                  Path expected = FILES.resolve(name + ".txt");
                  if (Boolean.getBoolean("golden.update")) {
                    Files.writeString(expected, said);
                  }
                  assertThat(said).isEqualTo(Files.readString(expected));
                }));
  }

  @TestFactory
  Stream<DynamicTest> dockerSaysTheSame() throws Exception {
    @Nullable String docker = Peers.find("docker");
    if (docker == null) {
      return Stream.of(
          DynamicTest.dynamicTest("no docker", () -> assumeTrue(false, "no docker answers here")));
    }
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(docker, name)));
  }

  private static void compare(String docker, String name) throws IOException {
    Outcome theirs = slipway.runOther(docker, "buildx", "build", "--check", "-f", name, ".");
    String ours = Files.readString(FILES.resolve(name + ".txt"));
    if (DEPARTURES.containsKey(name)) {
      assertThat(said(theirs)).as("no departure any more").isNotEqualTo(ours);
    } else {
      assertThat(said(theirs)).isEqualTo(ours);
    }
  }

  /// Docker's JSON also has the step that sent it the file.
  private static final Pattern DEFINITION =
      Pattern.compile("      \"definition\": \\{\n.*?\n      },\n", Pattern.DOTALL);

  @Test
  void dockerAnswersTheOtherCallsAlike() throws Exception {
    @Nullable String docker = Peers.find("docker");
    assumeTrue(docker != null, "no docker answers here");
    String last = "copy-from-stages";
    List<List<String>> calls =
        List.of(
            List.of("--call=check,format=json", "-f", "casing-upper"),
            List.of("--call=check,format=json", "-f", "heredoc-place"),
            List.of("--call=check,format=json", "-f", "undefined-var"),
            List.of("--call=check,format=json", "-f", "clean"),
            List.of("--call=targets", "-f", last),
            List.of("--call=targets,format=json", "-f", last),
            List.of("--call=targets", "-f", "descriptions-on"),
            List.of("--call=targets,format=json", "-f", "constant-platform"),
            List.of("--call=outline", "-f", "clean"),
            List.of("--call=outline,format=json", "-f", "clean"),
            List.of("--call=outline", "--target=build", "-f", "clean"),
            List.of("--call=outline", "--build-arg=VERSION=9", "-f", "clean"),
            List.of("--call=outline,format=json", "--target=build", "-f", "clean"));
    for (List<String> call : calls) {
      Outcome theirs = slipway.runOther(words(List.of(docker, "buildx", "build"), call));
      Outcome ours = slipway.run(words(List.of("build"), call));

      assertThat(said(ours))
          .as(String.join(" ", call))
          .isEqualTo(DEFINITION.matcher(said(theirs)).replaceAll(""));
    }
  }

  private static String[] words(List<String> first, List<String> rest) {
    return Stream.of(first, rest, List.of(".")).flatMap(List::stream).toArray(String[]::new);
  }

  @Test
  void jsonHasWhatTextHas() {
    Outcome outcome =
        slipway.run("build", "--call=check,format=json", "-f", "stage-name-casing", ".");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains(
            """
              "warnings": [
                {
                  "ruleName": "StageNameCasing",
                  "description": "Stage names should be lowercase",
                  "url": "https://docs.docker.com/go/dockerfile/rule/stage-name-casing/",
                  "detail": "Stage name 'Build' should be lowercase",
                  "location": {
                    "ranges": [
                      {
                        "start": {
                          "line": 1
                        },
            """,
            "\"filename\": \"stage-name-casing\"",
            "\"language\": \"Dockerfile\"");
  }

  @Test
  void findingsMayLeaveTheExitCodeAlone() {
    slipway
        .run("build", "--call=check,ignorestatus=true", "-f", "stage-name-casing", ".")
        .succeeded();
  }

  @Test
  void allMistakesAreInTheJson() throws IOException {
    write("mistakes", "FROM scratch\nEXPOSE 99999\nSTOPSIGNAL NONE\n");

    Outcome outcome = slipway.run("build", "--call=check,format=json", "-f", "mistakes", ".");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains(
            "\"buildError\": {\n    \"message\": \"invalid containerPort: 99999\"",
            "\"message\": \"invalid signal: NONE\"",
            "\"remedy\": \"name one that kill -l lists");
    assertThat(outcome.errors()).contains("EXPOSE 99999\n     |        ^^^^^\n", "(and 1 more)");
  }

  @Test
  void misspeltNamesOfAllKindsAreToldAtOnceWithTheNearest() throws IOException {
    write(
        "misspelt",
        """
        ARG IMAGE=scratch
        FROM ${IMAEG} AS build
        COPPY a /
        EXPOSE 99999
        FROM biuld
        RUN --mount=type=cahce,target=/x true
        COPY --form=build /a /
        """);

    Outcome built = slipway.run("build", "-f", "misspelt", ".");
    Outcome checked = slipway.run("build", "--check", "-f", "misspelt", ".");

    for (Outcome outcome : List.of(built, checked)) {
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.errors())
          .contains(
              "misspelt:2:6: error",
              "did you mean $IMAGE?",
              "misspelt:3:1: error",
              "did you mean COPY?",
              "misspelt:4:8: error",
              "misspelt:5:6: error",
              "did you mean the stage build?",
              "misspelt:6:13: error",
              "did you mean cache?",
              "misspelt:7:6: error",
              "did you mean --from?",
              "base name (${IMAEG}) should not be blank (and 5 more)");
    }
    assertThat(slipway.run("build", "-f", "clean", "--target", "bulid", ".").errors())
        .contains("target stage \"bulid\" could not be found", "did you mean build?");
  }

  @Test
  void outlineAndTargetsShowWhatTheCommentsSay() throws IOException {
    write(
        "described",
        """
        # BASE what to begin from
        ARG BASE=scratch
        # build makes it
        FROM ${BASE} AS build
        # VERSION what it is
        ARG VERSION=1
        RUN --mount=type=secret,id=token,required --mount=type=ssh true
        # release is shipped
        FROM scratch AS release
        COPY --from=build /a /
        """);

    assertThat(slipway.run("build", "--call=outline", "-f", "described", ".").succeeded().output())
        .isEqualTo(
            """
            TARGET:      release
            DESCRIPTION: is shipped

            BUILD ARG   VALUE     DESCRIPTION
            BASE        scratch   what to begin from
            VERSION     1         what it is

            SECRET   REQUIRED
            token    true

            SSH       REQUIRED
            default  \s

            """);
    assertThat(slipway.run("build", "--call=targets", "-f", "described", ".").succeeded().output())
        .isEqualTo(
            """
            TARGET            DESCRIPTION
            build             makes it
            release (default) is shipped
            """);
  }

  @Test
  void aBuildShowsItsWarningsAgainAtItsEnd() throws IOException {
    write("warned", "FROM scratch AS Build\nCOPY a /\n");

    Outcome plain = slipway.run("build", "-f", "warned", ".").succeeded();
    Outcome debugged = slipway.run("--debug", "build", "-f", "warned", ".").succeeded();

    String summary = "StageNameCasing: Stage name 'Build' should be lowercase (line 1)\n";
    assertThat(plain.errors())
        .contains("#1 WARN: " + summary)
        .endsWith("\n 1 warning found (use slipway --debug to expand):\n - " + summary);
    assertThat(debugged.errors())
        .endsWith(
            """
             - StageNameCasing: Stage name 'Build' should be lowercase (line 1)
            Stage names should be lowercase
            More info: https://docs.docker.com/go/dockerfile/rule/stage-name-casing/
            warned:1
            --------------------
               1 | >>> FROM scratch AS Build
               2 |     COPY a /
               3 |    \s
            --------------------

            """);
  }

  @Test
  void aFileThatSaysSoIsNotBuiltWithFindings() throws IOException {
    write("strict", "# check=error=true\nFROM scratch AS Build\nCOPY a /\n");

    Outcome outcome = slipway.run("build", "-f", "strict", ".");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains(
            "ERROR: failed to build: failed to solve: lint violation found for rules:"
                + " StageNameCasing");
    slipway
        .run(
            "build",
            "--build-arg",
            "BUILDKIT_DOCKERFILE_CHECK=skip=StageNameCasing;error=true",
            "-f",
            "strict",
            ".")
        .succeeded();
  }

  @Test
  void aMisspeltCheckInTheOptionsIsNamedWithTheNearest() throws IOException {
    write("odd", "# check=skip=StageNameCassing\nFROM scratch\nCOPY a /\n");

    Outcome outcome = slipway.run("build", "--check", "-f", "odd", ".").succeeded();

    assertThat(outcome.errors())
        .isEqualTo("note: no check is called StageNameCassing; did you mean StageNameCasing?\n");
  }

  @Test
  void optionsBehindASpaceAreNotTakenForOptions() throws IOException {
    write("spaced", "# check=skip=StageNameCasing; error=true\nFROM scratch\nCOPY a /\n");

    assertThat(slipway.run("build", "--check", "-f", "spaced", ".").errors())
        .contains("invalid check option \"\"", "spaced:1:9: error");
  }

  @Test
  void unknownCallsAreRefusedWithTheKnownOnes() {
    Outcome outcome = slipway.run("build", "--call=lnit", ".");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains("unsupported request frontend.lnit", "known are build, check, outline, targets");
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("context").resolve(name), text);
  }
}
