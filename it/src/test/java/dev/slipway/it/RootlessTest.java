package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// An ordinary user of this machine, made for the test, who builds and runs without root.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RootlessTest {
  private static OrdinaryUser user;
  private static Path home;
  private static Program slipway;

  @BeforeAll
  static void makeUser() throws Exception {
    Program.needRoot();
    user = OrdinaryUser.make("slipway-it", 200_000);
    home = user.home();
    slipway = user.slipway();
    user.load("busybox", "alpine:latest");
  }

  @AfterAll
  static void removeUser() throws Exception {
    if (user != null) {
      user.remove();
    }
  }

  @Test
  @Order(1)
  void aBuildChangesOwnersAndUsersInsideItsRange() throws Exception {
    Files.writeString(
        home.resolve("context/Dockerfile"),
        """
        FROM alpine
        RUN adduser -D -u 1234 app && touch /owned && chown app /owned && rm -rf /media
        USER app
        RUN id -u > /tmp/id
        COPY --chown=app Dockerfile /copied
        """);
    slipway.run("build", "-t", "rootless", ".").succeeded();

    assertThat(
            slipway
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "rootless",
                    "stat",
                    "-c",
                    "%u %n",
                    "/owned",
                    "/copied",
                    "/etc/passwd")
                .succeeded()
                .text())
        .isEqualTo("1234 /owned\n1234 /copied\n0 /etc/passwd");
    assertThat(slipway.run("run", "--rm", "--network=none", "rootless", "cat", "/tmp/id").text())
        .isEqualTo("1234");
  }

  @Test
  @Order(2)
  void aServiceIsPublishedListedEnteredAndStopped() throws Exception {
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "web",
            "-p",
            "127.0.0.1::80",
            "busybox",
            "sh",
            "-c",
            "echo rootless > /index.html; trap 'exit 0' TERM; httpd -f -p 80 -h / & wait")
        .succeeded();

    assertThat(Service.of(slipway, "web", 80).get("/index.html").body()).isEqualTo("rootless\n");
    assertThat(slipway.run("ps").text()).contains("web").contains("->80/tcp");
    assertThat(slipway.run("exec", "web", "cat", "/index.html").succeeded().text())
        .isEqualTo("rootless");
    slipway.run("stop", "web").succeeded();
    slipway.run("rm", "web").succeeded();
    assertThat(slipway.run("ps", "-aq").text()).isEmpty();
  }

  @Test
  @Order(3)
  void aStepIsGivenMountsAndPowers() throws Exception {
    Files.writeString(home.resolve("context/f"), "mounted");
    Files.writeString(
        home.resolve("context/Dockerfile"),
        """
        FROM busybox
        RUN --mount=type=bind,source=f,target=/m/f \\
            --mount=type=tmpfs,target=/t \\
            --mount=type=secret,id=s,target=/x/s,uid=7,mode=0444 \\
            cat /m/f /x/s > /t/all && stat -c %u /x/s > /owner && cat /t/all > /all
        RUN --mount=type=bind,rw,target=/m echo more > /m/f && cat /m/f > /written
        RUN --network=none ls /sys/class/net > /devices
        RUN --security=insecure grep Seccomp: /proc/self/status > /seccomp
        """);
    Files.writeString(home.resolve("context/s"), "secret");
    slipway
        .run(
            "build",
            "-t",
            "mounts",
            "--secret",
            "id=s,src=" + home.resolve("context/s"),
            "--allow",
            "security.insecure",
            ".")
        .succeeded();

    assertThat(
            slipway
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "mounts",
                    "sh",
                    "-c",
                    "cat /all; echo; cat /owner /written /devices /seccomp; ls /m /x /t 2>&1 | wc -l")
                .succeeded()
                .text())
        .matches("mountedsecret\n7\nmore\nlo\nSeccomp:\\s+0\n3");
  }

  @Test
  @Order(4)
  void containersAreLookedIntoCopiedAndCommitted() throws Exception {
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "box",
            "--network=none",
            "-v",
            "kept:/kept",
            "busybox",
            "sh",
            "-c",
            "echo made >/made; chown 7:8 /made; echo v >/kept/f; trap 'exit 3' TERM; sleep 1000 & wait")
        .succeeded();
    TestContainers.await(
        "the box is filled", () -> slipway.run("exec", "box", "cat", "/kept/f").exitCode() == 0);

    assertThat(slipway.run("top", "box").succeeded().output()).contains("sleep 1000");
    assertThat(slipway.run("diff", "box").succeeded().output()).contains("A /made");
    slipway.run("cp", "box:/made", "copied").succeeded();
    assertThat(home.resolve("context/copied")).hasContent("made\n");
    Files.writeString(home.resolve("context/sent"), "sent\n");
    slipway.run("cp", "sent", "box:/sent").succeeded();
    assertThat(slipway.run("exec", "box", "cat", "/sent").succeeded().text()).isEqualTo("sent");
    for (String[] words :
        new String[][] {
          {"pause", "box"}, {"stats", "--no-stream", "box"}, {"update", "--memory", "50m", "box"}
        }) {
      assertThat(slipway.run(words).errors()).as(words[0]).contains("control group");
    }
    slipway.run("stop", "box").succeeded();
    assertThat(slipway.run("inspect", "-f", "{{.State.ExitCode}}", "box").text()).isEqualTo("3");

    slipway.run("commit", "--change", "CMD [\"cat\", \"/sent\"]", "box", "committed").succeeded();
    assertThat(slipway.run("run", "--rm", "--network=none", "committed").text()).isEqualTo("sent");
    assertThat(
            slipway
                .run("run", "--rm", "--network=none", "committed", "stat", "-c", "%u:%g", "/made")
                .text())
        .isEqualTo("7:8");
    slipway.run("export", "-o", "box.tar", "box").succeeded();
    slipway.run("import", "box.tar", "flat").succeeded();
    assertThat(slipway.run("run", "--rm", "--network=none", "flat", "cat", "/made").text())
        .isEqualTo("made");
  }

  @Test
  @Order(5)
  void volumesOutliveContainersEventsAreToldAndNetworksNeedRoot() {
    slipway.run("start", "box").succeeded();
    slipway.run("rm", "-f", "box").succeeded();
    assertThat(
            slipway
                .run("run", "--rm", "--network=none", "-v", "kept:/d", "busybox", "cat", "/d/f")
                .succeeded()
                .text())
        .isEqualTo("v");
    assertThat(slipway.run("volume", "ls", "-q").text()).isEqualTo("kept");
    slipway.run("volume", "rm", "kept").succeeded();
    assertThat(
            slipway
                .run(
                    "events",
                    "--since",
                    "1h",
                    "--until",
                    "0s",
                    "--filter",
                    "container=box",
                    "--format",
                    "{{.Action}}")
                .succeeded()
                .output()
                .lines())
        .contains("create", "start", "die", "destroy");
    for (String[] words :
        new String[][] {
          {"network", "create", "mine"},
          {"network", "connect", "bridge", "box"},
          {"run", "--rm", "--network", "mine", "busybox", "true"},
          {"run", "--rm", "--mac-address", "02:11:22:33:44:55", "busybox", "true"}
        }) {
      assertThat(slipway.run(words).errors())
          .as(String.join(" ", words))
          .containsPattern("need(s)? root");
    }
  }
}
