package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command that speaks to a server has ended its connections when it is over: a JVM that
/// exits waits 0.3 seconds for those that are left.
class EndedConnectionsTest {
  @TempDir private Path folder;

  private static List<String> commands(String registry, int files) {
    String echo = registry + "/team/echo";
    return List.of(
        "build -q --push --load -t " + echo + ":1 .",
        "build -q --push -t " + echo + ":2 onto",
        "build -q --pull -t onto:1 onto",
        "build -q --cache-to type=registry,ref=" + registry + "/cache:1 .",
        "build -q --no-cache --cache-from type=registry,ref=" + registry + "/cache:1 .",
        "build -q --check onto",
        "build -q -t web --build-arg FILE=http://127.0.0.1:" + files + "/file web",
        "lock --update onto",
        "push -q " + echo + ":1",
        "pull -q " + echo + ":1",
        "pull -q -a " + echo,
        "push -q -a " + echo,
        "login -u jane -p x " + registry,
        "registry check " + registry,
        "manifest inspect " + echo + ":1",
        "buildx imagetools inspect " + echo + ":1",
        "buildx imagetools create -t " + registry + "/both:1 " + echo + ":1 " + echo + ":2",
        "image tags " + echo,
        "image referrers --remote " + echo + ":1",
        "image copy -q " + echo + ":1 " + registry + "/copy:1",
        "image copy -q " + echo + ":1 docker-archive:archive.tar",
        "create --pull always " + echo + ":1");
  }

  @Test
  void noCommandLeavesAConnectionBehind() throws Exception {
    Program.needRoot();
    for (String context : List.of("onto", "web", "served")) {
      Files.createDirectory(folder.resolve(context));
    }
    Files.writeString(folder.resolve("file"), "content\n");
    Files.writeString(folder.resolve("served/file"), "content\n");
    Files.writeString(folder.resolve(".dockerignore"), "*\n!file\n");
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n");
    Files.writeString(
        folder.resolve("web/Dockerfile"), "FROM scratch\nARG FILE\nADD $FILE /file\n");
    try (RealRegistry registry = RealRegistry.plain(folder.resolve("registry"));
        RecordingProxy files = new RecordingProxy(0)) {
      Files.writeString(
          folder.resolve("onto/Dockerfile"),
          "FROM " + registry.address() + "/team/echo:1\nCOPY Dockerfile /bin/\n");
      Path lines =
          Files.write(folder.resolve("commands"), commands(registry.address(), files.port()));
      Outcome outcome =
          Program.in(folder)
              .with("DOCKER_CONFIG", folder.resolve("docker").toString())
              .with("SLIPWAY_RUN", folder.resolve("run").toString())
              .runOther(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  EndedConnections.class.getName(),
                  folder.resolve("store").toString(),
                  lines.toString(),
                  registry.address() + "/team/echo:1")
              .succeeded();
      List<String> said = outcome.output().lines().toList();
      assertThat(said)
          .contains("tags 2", "0 embedded: []")
          .anyMatch(line -> line.startsWith("open: [H"));
      for (String command : Files.readAllLines(lines)) {
        assertThat(said).contains("0 " + command + ": []");
      }
    }
  }
}
