package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.CacheMount;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Variables;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionTest {
  @Test
  void aTitleKeepsACommandsQuotesAndTheVariablesThatAreNotSet() {
    Variables variables = Variables.EMPTY.with("VERSION", "1.2");

    assertThat(
            parse("run go build -ldflags=\"-X main.Version=${VERSION}\" $HOME \\$x")
                .title('\\', variables))
        .isEqualTo("RUN go build -ldflags=\"-X main.Version=1.2\" $HOME \\$x");
  }

  @Test
  void aTitleOfACopyIsFilledIn() {
    assertThat(parse("copy  \"a\" $D/").title('\\', Variables.EMPTY.with("D", "/app")))
        .isEqualTo("COPY  a /app/");
  }

  @Test
  void aTitleThatCannotBeFilledInStandsAsItIs() {
    assertThat(parse("RUN echo 'open ${x").title('\\', Variables.EMPTY))
        .isEqualTo("RUN echo 'open ${x");
  }

  @Test
  void portsAreCountedOutAndSplitFromVariables() {
    var expose = (Expose) parse("EXPOSE 8000-8002/UDP $PORTS");

    assertThat(expose.ports(Variables.EMPTY.with("PORTS", "80 443/sctp")))
        .containsExactly("80/tcp", "443/sctp", "8000/udp", "8001/udp", "8002/udp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http", "70000", "80/icmp", "90-80", "/tcp", "99999999999999999999", "1-", "8O"})
  void whatIsNoPortIsRefused(String port) {
    var expose = (Expose) parse("EXPOSE " + port);

    assertThatThrownBy(() -> expose.ports(Variables.EMPTY))
        .isInstanceOf(DockerfileException.class)
        .hasMessageStartingWith("invalid");
  }

  @Test
  void aCacheMountIsKeptUnderItsCleanedTarget() {
    var run = (Run) parse("RUN --mount=type=cache,target=$HOME/.cache//go-build/ true");

    var mount = (CacheMount) run.mounts(Variables.EMPTY.with("HOME", "/root")).getFirst();
    assertThat(mount.id()).isEqualTo("/root/.cache/go-build");
    assertThat(mount.target()).isEqualTo("/root/.cache//go-build/");
    assertThat(mount.readOnly()).isFalse();
    assertThat(mount.sharing()).isEqualTo(CacheMount.Sharing.SHARED);
  }

  @Test
  void aCacheMountTakesAllItsOptions() {
    var run =
        (Run)
            parse(
                "RUN --mount=type=cache,id=x,dst=/c,sharing=Private,from=build,src=/seed,mode=0700,"
                    + "uid=1,gid=2,ro true");

    var mount = (CacheMount) run.mounts(Variables.EMPTY).getFirst();
    assertThat(mount.id()).isEqualTo("x");
    assertThat(mount.target()).isEqualTo("/c");
    assertThat(mount.readOnly()).isTrue();
    assertThat(mount.sharing()).isEqualTo(CacheMount.Sharing.PRIVATE);
    assertThat(mount.from()).extracting("text").isEqualTo("build");
    assertThat(mount.source()).isEqualTo("/seed");
    assertThat(mount.mode()).hasValue(0700);
    assertThat(mount.uid()).hasValue(1);
    assertThat(mount.gid()).hasValue(2);
  }

  @Test
  void aHealthCheckKeepsItsTimes() {
    var check =
        (HealthCheck)
            parse("HEALTHCHECK --interval=1m30s --timeout=1.5s --retries=3 CMD [\"true\"]");

    assertThat(check.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(check.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(check.retries()).isEqualTo(3);
    assertThat(check.command()).isEqualTo(new Command.Exec(List.of("true")));
  }

  @Test
  void anEmptyShellLineIsAnEmptyArgument() {
    List<String> shell = List.of("/bin/sh", "-c");

    assertThat(new Command.Shell("").arguments(shell)).containsExactly("/bin/sh", "-c", "");
    assertThat(new Command.Shell("a b").arguments(shell)).containsExactly("/bin/sh", "-c", "a b");
    assertThat(new Command.Exec(List.of()).arguments(shell)).isEmpty();
  }

  @Test
  void aTriggerIsReadAgainAsAnInstruction() {
    var trigger = (OnBuild) parse("ONBUILD COPY . /app");

    assertThat(trigger.trigger()).isEqualTo("COPY . /app");
    assertThat(parse(trigger.trigger()).source()).isEqualTo("COPY . /app");
    assertThat(trigger.instruction()).isNotNull();
    assertThat(trigger.instruction().source()).isEqualTo("COPY . /app");
  }

  @Test
  void theLastStageOfANameIsFoundInAnyCase() {
    var file =
        DockerfileParser.parse("Dockerfile", "FROM a AS Build\nFROM b AS build\nFROM scratch\n");

    assertThat(file.stage("BUILD").orElseThrow().index()).isEqualTo(1);
    assertThat(file.stage("other")).isEmpty();
    assertThat(file.stages().getLast().title()).isEqualTo("stage-2");
  }

  private static Instruction parse(String line) {
    return DockerfileParser.parseInstruction("Dockerfile", line);
  }
}
