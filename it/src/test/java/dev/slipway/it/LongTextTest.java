package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts as long as the kernel takes them as one argument: 128 kB with the closing zero.
class LongTextTest {
  private static final int LONGEST = 128 * 1024 - 1;
  private static final String TEXT = "x".repeat(LONGEST);

  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
  }

  @Test
  void aContainerHasThem() {
    slipway
        .run(
            "run",
            "--name",
            "long",
            "-e",
            "LONG=" + TEXT.substring(5),
            "-l",
            "long=" + TEXT.substring(5),
            "busybox",
            "sh",
            "-c",
            "echo ${#LONG} ${#1}",
            "sh",
            TEXT)
        .succeeded();

    assertThat(slipway.run("logs", "long").text()).isEqualTo((LONGEST - 5) + " " + LONGEST);
    assertThat(slipway.run("inspect", "-f", "{{.Config.Labels.long}}", "long").text())
        .isEqualTo(TEXT.substring(5));
    slipway.run("start", "-a", "long").succeeded();
    assertThat(slipway.run("ps", "-a", "--format", "{{.Names}}").text()).isEqualTo("long");
    slipway.run("rm", "long").succeeded();
  }

  @Test
  void anImageIsBuiltInspectedSavedAndLoadedWithThem() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    String piece = "y".repeat(60_000);
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM busybox\nARG A\nENV LONG=$A$A\nLABEL long=$A$A$A$A$A$A$A$A$A$A$A$A$A$A$A$A$A\n"
            + "RUN echo ${#LONG} > /length\n");
    slipway.run("build", "-t", "long", "--build-arg", "A=" + piece, context.toString()).succeeded();
    String id = slipway.run("images", "-q", "--no-trunc", "long").text();

    assertThat(slipway.run("run", "--rm", "long", "cat", "/length").succeeded().text())
        .isEqualTo("120000");
    assertThat(slipway.run("inspect", "-f", "{{.Config.Labels.long}}", "long").text())
        .isEqualTo(piece.repeat(17));
    assertThat(
            slipway
                .run(
                    "build", "--progress", "plain", "--build-arg", "A=" + piece, context.toString())
                .succeeded()
                .errors())
        .contains("CACHED");
    for (String format : new String[] {"docker", "oci"}) {
      Path archive = folder.resolve(format + ".tar");
      slipway.run("save", "--format", format, "-o", archive.toString(), "long").succeeded();
      slipway.run("rmi", "-f", "long").succeeded();
      slipway.run("load", "-i", archive.toString()).succeeded();
      assertThat(slipway.run("images", "-q", "--no-trunc", "long").text()).isEqualTo(id);
    }
  }
}
