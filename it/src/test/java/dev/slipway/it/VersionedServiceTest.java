package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fourth article: a version that is given at build time.
@Tag("articles")
class VersionedServiceTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    slipway =
        ExampleStore.with("golang:1.20", "alpine:latest")
            .at(Program.example("service", folder.resolve("service")));
  }

  @Test
  void d1ToD3TheArgumentReachesTheBinaryAndRerunsOnlyWhatUsesIt() throws Exception {
    build("0.0.1");
    assertThat(answer("0.0.1")).contains("\"version\":\"0.0.1\"");

    Outcome next = build("0.0.2");
    assertThat(next.errors())
        .containsPattern("#(\\d+) \\[.*COPY \\. \\./.*\\n(.*\\n)*?#\\1 CACHED");
    assertThat(answer("0.0.2")).contains("\"version\":\"0.0.2\"");

    Outcome again = build("0.0.2");
    assertThat(again.errors()).doesNotContainPattern("DONE [1-9][0-9.]*s").contains("CACHED");
  }

  @Test
  void d2TheResultIsSmall() {
    build("0.0.1");
    String size =
        slipway.run("inspect", "-f", "{{.Size}}", "go-docker-demo:0.0.1").succeeded().text();
    assertThat(Long.parseLong(size)).isBetween(4_000_000L, 20_000_000L);
  }

  private static Outcome build(String version) {
    return slipway
        .run(
            "build",
            "--progress=plain",
            "--build-arg",
            "VERSION=" + version,
            "-t",
            "go-docker-demo:" + version,
            ".")
        .succeeded();
  }

  private static String answer(String version) throws Exception {
    String id =
        slipway
            .run("run", "-d", "--rm", "-p", "127.0.0.1::8080", "go-docker-demo:" + version)
            .succeeded()
            .text();
    try {
      return Service.of(slipway, id, 8080).get("/").body();
    } finally {
      slipway.run("rm", "-f", id).succeeded();
    }
  }
}
