package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The second article: nine Dockerfiles for one service, each a step better than the last.
class LadderTest {
  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("golang:latest", "golang:1.19-bullseye");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1-naive; \"uid\":0",
        "2-pinned; \"uid\":0",
        "3-binary; \"uid\":0",
        "4-modules-first; \"uid\":0",
        "5-multi-stage; \"uid\":0",
        "6-environment; \"uid\":0",
        "7-nonroot; \"as\":\"nonroot\"",
        "8-metadata; \"uid\":1001",
        "9-cache-mounts; \"as\":\"nonroot\"",
      })
  void everyRungBuildsAndServes(String rung, String user) throws Exception {
    Program slipway = store.at(Program.example("api", folder.resolve("api")));
    String name = "api-" + rung;
    slipway.run("build", "-f", "Dockerfile." + rung, "-t", name, ".").succeeded();
    slipway.run("rm", "-f", name);
    slipway.run("run", "-d", "--name", name, "-p", "127.0.0.1::8080", name).succeeded();
    try {
      assertThat(Service.of(slipway, name, 8080).get("/").body())
          .as(() -> slipway.run("logs", name).all())
          .contains(user);
    } finally {
      slipway.run("rm", "-f", name).succeeded();
    }
  }

  @Test
  void b2TheDigestDecidesAndTheTagIsAComment() throws Exception {
    String digest =
        store
            .run("images", "--digests", "--format", "{{.Digest}}", "golang:1.19-bullseye")
            .succeeded()
            .text();
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM golang:no-such-tag@" + digest + "\nENV PINNED=yes\n");

    store.at(folder).run("build", "-t", "pinned", ".").succeeded();
    assertThat(store.run("inspect", "-f", "{{.Config.Env}}", "pinned").text())
        .contains("PINNED=yes");
  }

  @Test
  void b4AnEditedSourceFileDoesNotDownloadModulesAgain() throws Exception {
    Program slipway = store.at(Program.example("api", folder.resolve("api")));
    slipway.run("build", "-f", "Dockerfile.4-modules-first", "-t", "api-edit", ".").succeeded();
    Path main = folder.resolve("api/main.go");
    Files.setLastModifiedTime(
        main, java.nio.file.attribute.FileTime.fromMillis(1_600_000_000_000L));
    Outcome touched = build(slipway, "Dockerfile.4-modules-first");
    assertThat(step(touched, "RUN go build -o api-golang")).as("touched").contains("CACHED");

    Files.writeString(main, Files.readString(main) + "\n// edited\n");
    Outcome edited = build(slipway, "Dockerfile.4-modules-first");
    assertThat(step(edited, "RUN go mod download")).contains("CACHED");
    assertThat(step(edited, "RUN go build -o api-golang")).doesNotContain("CACHED");
  }

  @Test
  void b5OnlyTheLastStagesFilesAreInTheImage() throws Exception {
    Program slipway = store.at(Program.example("api", folder.resolve("api")));
    slipway.run("build", "-f", "Dockerfile.8-metadata", "-t", "api-files", ".").succeeded();
    slipway.run("save", "-o", folder.resolve("api.tar").toString(), "api-files").succeeded();
    Files.createDirectories(folder.resolve("unpacked"));
    slipway.runOther("tar", "-xf", folder + "/api.tar", "-C", folder + "/unpacked").succeeded();
    String files =
        slipway
            .runOther(
                "sh",
                "-c",
                "for t in $(find \"$0\" -type f); do tar -tf \"$t\" 2>/dev/null; done | grep -v -e json -e layer -e blobs -e oci | sort -u",
                folder + "/unpacked")
            .text();
    assertThat(files.lines().filter(f -> !f.endsWith("/")))
        .containsExactlyInAnyOrder("api-golang", "etc/passwd");
    assertThat(slipway.run("inspect", "-f", "{{json .Config}}", "api-files").text())
        .contains("\"GIN_MODE=release\"")
        .contains("\"8080/tcp\"")
        .contains("\"User\":\"nonroot\"");
  }

  @Test
  void b7AndB8AnExposedPortIsPublishedAndTheUserIsTheImagesOwn() throws Exception {
    Program slipway = store.at(Program.example("api", folder.resolve("api")));
    slipway.run("build", "-f", "Dockerfile.8-metadata", "-t", "api-exposed", ".").succeeded();
    String id = slipway.run("run", "-d", "--rm", "-P", "api-exposed").succeeded().text();
    try {
      assertThat(Service.of(slipway, id, 8080).get("/").statusCode()).isEqualTo(200);
      String pid = slipway.run("inspect", "-f", "{{.State.Pid}}", id).succeeded().text();
      assertThat(Files.readString(Path.of("/proc", pid, "status")))
          .containsPattern("Uid:\\s+1001\\s+1001\\s");
    } finally {
      slipway.run("rm", "-f", id).succeeded();
    }
  }

  /// The script of `examples/ladder` builds every rung, improves the naive one, and draws what each
  /// weighs.
  @Test
  @Tag("long")
  void b12EveryRungIsMeasuredAndDrawn() throws Exception {
    store.load("golang:1.19");
    Path picture = folder.resolve("ladder.svg");

    String table =
        store
            .runOther(
                Duration.ofHours(1), // Twenty builds, on a machine that may have other work.
                Program.PROJECT.resolve("examples/ladder/walk").toString(),
                picture.toString())
            .succeeded()
            .output();

    assertThat(table)
        .contains("RUNG", "COLD", "EDITED", "PACKAGES")
        .containsPattern("1-naive +[0-9.]+[MG]B +[0-9.]+s +[0-9.]+s +[1-9][0-9]*  ")
        .containsPattern("9-cache-mounts +[0-9.]+MB +[0-9.]+s +[0-9.]+s +0  ")
        .containsPattern("improved +[0-9]\\.[0-9]MB +[0-9.]+s +[0-9.]+s +0  Nothing found\\.");
    assertThat(Files.readString(picture)).contains("<svg", "1-naive", ">improved</text>");
    for (String last : new String[] {"ladder:9-cache-mounts", "ladder:improved"}) {
      String size = store.run("inspect", "-f", "{{.Size}}", last).succeeded().text();
      assertThat(Long.parseLong(size)).isLessThan(17_000_000);
    }
  }

  @Test
  void b10CacheMountsOutliveTheBuildAndAreInNoLayer() throws Exception {
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM golang:1.19-bullseye
        ARG ROUND
        RUN --mount=type=cache,target=/go/pkg/mod,id=it-ladder \\
            cat /go/pkg/mod/round 2>/dev/null; echo "now ${ROUND}" > /go/pkg/mod/round
        """);
    Program slipway = store.at(folder);
    slipway.run("build", "--no-cache", "--build-arg", "ROUND=one", "-t", "cached", ".").succeeded();
    Outcome second =
        slipway
            .run("build", "--progress=plain", "--build-arg", "ROUND=two", "-t", "cached", ".")
            .succeeded();

    assertThat(second.errors()).contains("now one");
    assertThat(slipway.run("run", "--rm", "cached", "ls", "-A", "/go/pkg").all())
        .doesNotContain("round");
  }

  private static Outcome build(Program slipway, String dockerfile) {
    return slipway
        .run("build", "--progress=plain", "-f", dockerfile, "-t", "api-edit", ".")
        .succeeded();
  }

  /// The lines of plain progress that belong to the step with this text.
  private static String step(Outcome build, String text) {
    String number =
        build
            .errors()
            .lines()
            .filter(line -> line.endsWith(text))
            .map(line -> line.substring(0, line.indexOf(' ') + 1))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no step " + text + " in\n" + build.errors()));
    return String.join(
        "\n", build.errors().lines().filter(line -> line.startsWith(number)).toList());
  }
}
