package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.Entitlement;
import dev.slipway.builder.SecretSource;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `RUN` is given beside its files: mounts, networks, powers, and heredocs.
class BuildsMountTest {
  private static final String SECRET = "c0ffee-never-on-disk-31415926";
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
  }

  private BuildRequest withSecret(String text) throws IOException {
    return fixture
        .request(text)
        .withGrants(
            new BuildGrants(Map.of("s", new SecretSource.Value(SECRET)), Map.of(), Set.of()));
  }

  private BuildRequest allowed(String text, Entitlement entitlement) throws IOException {
    return fixture
        .request(text)
        .withGrants(new BuildGrants(Map.of(), Map.of(), Set.of(entitlement)));
  }

  @Test
  void contextIsMountedAsRootsFilesWithoutWhatIsIgnored() throws Exception {
    fixture.write("d/kept", "1\n");
    fixture.write("d/secret.txt", "2\n");
    fixture.write(".dockerignore", "**/*.txt\n");

    Image image =
        fixture
            .build(
                "FROM busybox\nRUN --mount=type=bind,source=d,target=/b ls -n /b && cat /b/kept\n")
            .image();

    assertThat(fixture.output())
        .contains(" 0        0 ")
        .contains("kept")
        .endsWith("1\n")
        .doesNotContain("secret");
    assertThat(fixture.layers(image, 1)).containsExactly(List.of());
  }

  @Test
  void oneFileOfTheContextIsMountedAtARelativeTarget() throws Exception {
    fixture.write("conf", "hello\n");

    fixture.build(
        "FROM busybox\nWORKDIR /w\nRUN --mount=type=bind,source=conf,target=c/x cat /w/c/x\n");

    assertThat(fixture.output()).isEqualTo("hello\n");
  }

  @Test
  void bindMountIsReadOnlyUnlessItSaysOtherwiseAndWritesAreDropped() throws Exception {
    fixture.write("f", "1\n");

    Image image =
        fixture
            .build(
                """
                FROM busybox
                RUN --mount=type=bind,target=/b ! touch /b/new
                RUN --mount=type=bind,target=/b,rw touch /b/new && echo 2 > /b/f && cat /b/f
                RUN --mount=type=bind,target=/b cat /b/f
                """)
            .image();

    assertThat(fixture.output()).endsWith("2\n1\n");
    assertThat(fixture.layers(image, 1)).containsOnly(List.of());
    assertThat(fixture.context.resolve("new")).doesNotExist();
  }

  @Test
  void stagesAndImagesAreMounted() throws Exception {
    fixture.build(
        """
        FROM busybox AS made
        RUN mkdir -p /out/d && echo built > /out/d/f
        FROM busybox
        RUN --mount=from=made,source=/out,target=/m cat /m/d/f
        RUN --mount=from=busybox,source=/etc,target=/m ls /m
        RUN --mount=from=0,target=/m cat /m/out/d/f
        """);

    assertThat(fixture.output()).isEqualTo("built\ngroup\npasswd\nbuilt\n");
  }

  @Test
  void changedFileOfABindMountRunsTheStepAgainAndATouchedOneDoesNot() throws Exception {
    Path file = fixture.write("f", "1");
    String text = "FROM busybox\nRUN --mount=target=/b,source=f cat /b > /copied\n";
    fixture.build(text);
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));
    assertThat(fixture.build(text).executedSteps()).isZero();

    fixture.write("f", "2");
    Image image = fixture.build(text).image();
    assertThat(fixture.read(image, "/copied")).isEqualTo("2");
  }

  @Test
  void stageThatChangesBesideTheMountedFileDoesNotRunTheStepAgain() throws Exception {
    String text =
        """
        FROM busybox AS made
        RUN mkdir /out && echo same > /out/f && echo %s > /other
        FROM busybox
        RUN --mount=from=made,source=/out,target=/m cat /m/f
        """;
    fixture.build(text.formatted("1"));
    fixture.build(text.formatted("2"));

    assertThat(fixture.cached()).anyMatch(title -> title.contains("RUN --mount=from=made"));
  }

  @Test
  void missingSourceOfABindMountIsAnError() throws Exception {
    assertThat(fixture.failure("FROM busybox\nRUN --mount=source=nope,target=/b true\n"))
        .hasMessageContaining("not found");
    assertThat(
            fixture.failure("FROM busybox\nRUN --mount=from=busybox,source=/no,target=/b true\n"))
        .hasMessageContaining("\"/no\": not found");
  }

  @Test
  void tmpfsIsEmptyWritableAndInNoLayer() throws Exception {
    Image image =
        fixture
            .build(
                """
                FROM busybox
                RUN --mount=type=tmpfs,target=/t,size=1m ls -lad /t && cat /proc/mounts > /t/m && cat /t/m
                """)
            .image();

    assertThat(fixture.output())
        .startsWith("drwxrwxrwt")
        .contains("tmpfs /t tmpfs rw,nosuid,relatime,size=1024k");
    assertThat(fixture.layers(image, 1)).containsExactly(List.of());
  }

  @Test
  void secretIsAFileOrAVariableAndLeavesNoTrace() throws Exception {
    Image image =
        fixture
            .build(
                withSecret(
                    """
                    FROM busybox
                    RUN --mount=type=secret,id=s ls -ln /run/secrets/s && cat /run/secrets/s | wc -c
                    RUN --mount=type=secret,id=s,target=/x/y,uid=5,gid=6,mode=0440 ls -ln /x/y
                    RUN --mount=type=secret,id=s,env=TOKEN echo "${#TOKEN}" && ! ls /run/secrets/s
                    RUN --mount=type=secret,id=s,env=TOKEN,target=/t cat /t | wc -c
                    RUN ! env | grep TOKEN
                    """
                        .replace(" | grep TOKEN", "")
                        .replace("RUN ! env\n", "RUN env\n")))
            .image();

    assertThat(fixture.output())
        .contains("-r--------    1 0        0 ")
        .contains("-r--r-----    1 5        6 ")
        .contains(SECRET.length() + "\n")
        .doesNotContain("TOKEN");
    assertThat(fixture.layers(image, 1)).containsOnly(List.of());
    assertThat(everyByteOf(fixture.root)).isNotEmpty().doesNotContain(SECRET);
    assertThat(fixture.events.toString()).doesNotContain(SECRET);
  }

  private static String everyByteOf(Path root) throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) < 1 << 20) {
          all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all.toString();
  }

  @Test
  void secretIsInNoKeyAndItsValueInNoTitle() throws Exception {
    String text = "FROM busybox\nRUN --mount=type=secret,id=s,env=T echo $T > /dev/null\n";
    fixture.build(withSecret(text));
    assertThat(fixture.ran())
        .contains("[2/2] RUN --mount=type=secret,id=s,env=T echo **** > /dev/null");

    assertThat(fixture.build(text).executedSteps()).isZero();
  }

  @Test
  void missingSecretIsAnErrorWhereItIsRequired() throws Exception {
    BuildException failure =
        fixture.failure("FROM busybox\nRUN --mount=type=secret,id=s,required true\n");
    assertThat(failure).hasMessage("secret s: not found");
    assertThat(failure.hint()).contains("build with --secret id=s,src=FILE (or env=VARIABLE)");

    fixture.build("FROM busybox\nRUN --mount=type=secret,id=s ! ls /run/secrets\n");
  }

  @Test
  void networkNoneHasLoopbackOnly() throws Exception {
    fixture.build("FROM busybox\nRUN --network=none ls /sys/class/net\n");
    assertThat(fixture.output()).isEqualTo("lo\n");
  }

  @Test
  void networkHostIsTheMachinesWhereItIsAllowed() throws Exception {
    String text = "FROM busybox\nRUN --network=host ls /sys/class/net\n";
    assertThat(fixture.failure(text)).hasMessage("network.host is not allowed");

    fixture.build(allowed(text, Entitlement.NETWORK_HOST));
    try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
      assertThat(fixture.output().lines().toList())
          .containsAll(
              devices
                  .map(path -> String.valueOf(path.getFileName()))
                  .filter(name -> name.startsWith("e"))
                  .toList())
          .contains("lo");
    }
  }

  @Test
  void insecureStepHasThePowersOfTheBuildWhereItIsAllowed() throws Exception {
    String text = "FROM busybox\nRUN --security=insecure cat /proc/self/status\n";
    assertThat(fixture.failure(text)).hasMessage("security.insecure is not allowed");

    fixture.build(allowed(text, Entitlement.SECURITY_INSECURE));
    String own =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .findFirst()
            .orElseThrow();
    assertThat(fixture.output()).contains(own).containsPattern("Seccomp:\\s+0");

    fixture.build("FROM busybox\nRUN --security=sandbox cat /proc/self/status\n");
    assertThat(fixture.output())
        .contains("CapEff:\t00000000a80425fb")
        .containsPattern("Seccomp:\\s+2");
  }

  @Test
  void heredocIsTheShellsScript() throws Exception {
    fixture.build("FROM busybox\nRUN <<EOF\necho one\necho two\nEOF\n");
    assertThat(fixture.output()).isEqualTo("one\ntwo\n");

    fixture.build("FROM busybox\nRUN cat <<A <<-B && echo after\na\nA\n\tb $HOME\n\tB\n");
    assertThat(fixture.output()).endsWith("after\n").contains("b /root");
  }

  @Test
  void heredocWithAnInterpreterIsAProgramOfItsOwn() throws Exception {
    Image image =
        fixture
            .build("FROM busybox\nRUN <<EOF\n#!/bin/sh -e\necho $0\nls -ln /dev/pipes/EOF\nEOF\n")
            .image();

    assertThat(fixture.output()).startsWith("/dev/pipes/EOF\n-rwxr-xr-x    1 0        0 ");
    assertThat(image.config().history().getLast().createdBy())
        .isEqualTo("RUN /bin/sh -c /dev/pipes/EOF # buildkit");
    assertThat(fixture.layers(image, 1)).containsExactly(List.of());
  }

  @Test
  void missingProgramEndsTheStepWithDockersCode() throws Exception {
    assertThat(fixture.failure("FROM busybox\nRUN [\"nosuch\"]\n"))
        .hasMessage("process \"nosuch\" did not complete successfully: exit code: 1");
    assertThat(fixture.failure("FROM busybox\nRUN nosuch\n"))
        .hasMessage("process \"/bin/sh -c nosuch\" did not complete successfully: exit code: 127");
    assertThatThrownBy(() -> fixture.build("FROM scratch\nRUN true\n"))
        .hasMessage("process \"/bin/sh -c true\" did not complete successfully: exit code: 1");
  }
}
