package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `slipway lint` as it is called: what it exits with, and what settings, comments and baselines
/// change.
class LintTest {
  private static final String FILE = "FROM alpine:3.20\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    slipway = Program.in(folder);
    Files.writeString(folder.resolve("Dockerfile"), FILE);
    Files.writeString(folder.resolve("app"), "");
    Files.writeString(folder.resolve(".dockerignore"), "*.md\n");
  }

  private Outcome lint(String... words) {
    var command = new String[words.length + 2];
    command[0] = "lint";
    command[1] = "--shellcheck=false";
    System.arraycopy(words, 0, command, 2, words.length);
    return slipway.run(command);
  }

  @Test
  void whatWeighsEnoughMakesTheExitCodeOne() throws Exception {
    Outcome usual = lint();

    assertThat(usual.exitCode()).isEqualTo(1);
    assertThat(usual.output())
        .contains("Dockerfile:3:1: warning: RootUser (security)")
        .contains("   3 | ENTRYPOINT [\"/app\"]\n     | ^^^^");
    assertThat(lint("--fail-on", "error").exitCode()).isZero();
    assertThat(lint("--only", "AddForCopy").exitCode()).isZero();
    assertThat(lint("--fail-on", "loud").exitCode()).isEqualTo(125);
    assertThat(lint("nowhere").exitCode()).isNotZero();
  }

  @Test
  void standardInputAndFoldersAreFiles() {
    assertThat(lint(".").output()).contains("RootUser");
    byte[] text = FILE.getBytes(StandardCharsets.UTF_8);
    Outcome piped = slipway.run(new ByteArrayInputStream(text), "lint", "-");
    assertThat(piped.output()).contains("RootUser");
  }

  @Test
  void settingsAndCommentsSayWhatCounts() throws Exception {
    Files.writeString(
        folder.resolve("slipway.toml"),
        "[lint.rules]\nRootUser = \"error\"\nMissingLabels = \"off\"\n");
    Outcome set = lint();
    assertThat(set.output()).contains("error: RootUser").doesNotContain("MissingLabels");
    assertThat(lint("--fail-on", "error").exitCode()).isEqualTo(1);

    Files.writeString(
        folder.resolve("Dockerfile"),
        FILE.replace("ENTRYPOINT", "# slipway ignore=RootUser it opens a raw socket\nENTRYPOINT"));
    assertThat(lint("--fail-on", "error").succeeded().output()).doesNotContain("RootUser");
  }

  @Test
  void aBaselineLeavesOutWhatWasThere() throws Exception {
    lint("--write-baseline", "known.txt").succeeded();

    assertThat(lint("--baseline", "known.txt").succeeded().output()).doesNotContain("RootUser");
    Files.writeString(folder.resolve("Dockerfile"), FILE.replace("COPY", "ADD"));
    Outcome later = lint("--baseline", "known.txt");
    assertThat(later.exitCode()).isEqualTo(1);
    assertThat(later.output()).contains("AddForCopy").doesNotContain("RootUser");
  }

  @Test
  void programsReadJsonAndSarif() {
    assertThat(lint("--format", "json").output()).contains("\"rule\": \"RootUser\"");
    assertThat(lint("--format", "sarif").output())
        .contains("\"version\": \"2.1.0\"", "\"ruleId\": \"RootUser\"");
  }

  @Test
  void aMistakeOfTheFileIsShownWithTheRest() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), FILE + "COPPY a b\n");

    Outcome mistaken = lint();

    assertThat(mistaken.exitCode()).isEqualTo(1);
    assertThat(mistaken.all()).contains("COPPY").contains("RootUser");
  }

  /// Who only looks at a file cannot know what its builder gives as an argument.
  @Test
  void aBaseThatAnArgumentNamesIsNoMistake() throws Exception {
    Files.writeString(
        folder.resolve("Dockerfile"),
        "ARG BASE\nARG SPACE\nARG VERSION\nFROM golang:${VERSION}-bookworm\nFROM $SPACE/base:$VERSION\nFROM ${BASE}\n");

    Outcome looked = lint("--fail-on", "error").succeeded();

    assertThat(looked.output())
        .contains("InvalidDefaultArgInFrom")
        .doesNotContain("should not be blank", "failed to parse");
  }

  @Test
  void aPathAndAPublicKeysFingerprintAreNoSecrets() throws Exception {
    String fingerprint = "0123456789abcdef0123456789ABCDEF01234567";
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM alpine:3.20\nENV APP_CREDENTIAL_FILE=/etc/app/login.json GPG_KEY="
            + fingerprint
            + "\nENV API_KEY="
            + fingerprint
            + "\n");

    assertThat(lint("--only", "SecretsUsedInArgOrEnv").output())
        .contains("(ENV \"API_KEY\")")
        .doesNotContain("GPG_KEY\")", "APP_CREDENTIAL_FILE\")");
  }
}
