package dev.slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.BindMount;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.dockerfile.TmpfsMount;
import dev.slipway.dockerfile.Variables;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMountTest {
  @Test
  void aBindMountIsTheDefaultAndReadOnly() {
    var bind = (BindMount) mount("target=/src");

    assertThat(bind.from()).isNull();
    assertThat(bind.source()).isEmpty();
    assertThat(bind.target()).isEqualTo("/src");
    assertThat(bind.readOnly()).isTrue();
  }

  @Test
  void aBindMountTakesAllItsOptions() {
    var bind = (BindMount) mount("type=bind,from=build,source=/out,dst=rel,rw");

    assertThat(Objects.requireNonNull(bind.from()).text()).isEqualTo("build");
    assertThat(bind.source()).isEqualTo("/out");
    assertThat(bind.target()).isEqualTo("rel");
    assertThat(bind.readOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"64m,67108864", "1.5GiB,1610612736", "100,100", "'2 kb',2048", "1B,1", "1.,1"})
  void aTmpfsSizeIsInPowersOf1024(String size, long bytes) {
    var tmpfs = (TmpfsMount) mount("type=tmpfs,target=/t,size=" + size);

    assertThat(tmpfs.size()).hasValue(bytes);
    assertThat(tmpfs.readOnly()).isFalse();
  }

  @Test
  void aSecretIsAFileOfItsNameThatOnlyItsOwnerReads() {
    var secret = (SecretMount) mount("type=secret,id=aws/key");

    assertThat(secret.id()).isEqualTo("aws/key");
    assertThat(secret.target()).isEqualTo("/run/secrets/key");
    assertThat(secret.variable()).isNull();
    assertThat(secret.required()).isFalse();
    assertThat(secret.mode()).isEqualTo(0400);
  }

  @Test
  void aSecretIsInAVariableAlone() {
    var secret = (SecretMount) mount("type=secret,id=key,env=KEY,required");

    assertThat(secret.target()).isNull();
    assertThat(secret.variable()).isEqualTo("KEY");
    assertThat(secret.required()).isTrue();
  }

  @Test
  void aSecretsTargetGivesItsName() {
    var secret = (SecretMount) mount("type=secret,target=/etc/x.pem,mode=0444,uid=1,gid=2");

    assertThat(secret)
        .isEqualTo(new SecretMount(secret.span(), "x.pem", "/etc/x.pem", null, false, 0444, 1, 2));
  }

  @Test
  void anAgentIsTheDefaultOne() {
    var ssh = (SshMount) mount("type=ssh");

    assertThat(ssh).isEqualTo(new SshMount(ssh.span(), "default", "", false, 0600, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=bind,target=/x,mode=0755 | mode not allowed",
        "type=tmpfs,target=/x,uid=1 | uid not allowed",
        "type=tmpfs,target=/x,size=1x | invalid value for size: 1x",
        "type=tmpfs,target=/x,size= | invalid value for size",
        "size=1m,type=tmpfs,target=/x | put type=tmpfs before it",
        "type=cache,target=/x,size=1m | unexpected key 'size' for mount type 'cache'",
        "type=secret | one of source, target required",
        "type=secret,id=a,source=b | both source and id can't be set",
        "type=secret,id=a,from=b | should not have a from",
        "type=secret,id=a,sharing=shared | should not define sharing",
        "type=secret,id=a,env= | name the variable",
        "type=ssh,source=/x | ssh does not support source",
        "type=ssh,sharing=locked | invalid cache sharing set for ssh mount",
        "required,type=secret,id=a | put type=secret or type=ssh before it",
        "type=secret,id=a,required=maybe | invalid value for required: maybe",
        "type=cache,target=/x,mode=8 | invalid value 8 for mode",
        "type=cache,target=/x,uid=-1 | invalid value -1 for uid",
        "type=tmpfs,target=/x,ro=perhaps | invalid value for ro: perhaps",
        "type=sercet,id=a | did you mean secret?",
        "type=bind,form=b,target=/x | did you mean from?",
        "type=cache,target=/x,sharing=lokced | did you mean locked?",
        "target | did you mean target=...?",
        "'' | cannot be told apart",
      })
  void wrongOptionsAreRefused(String options, String said) {
    assertThatThrownBy(() -> mount(options))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining(said);
  }

  @Test
  void anOptionWithoutEffectIsSaid() {
    var file =
        DockerfileParser.parse(
            "Dockerfile", "FROM x\nRUN --mount=type=ssh,from=b,ro --mount=id=x,target=/y true\n");

    assertThat(file.warnings())
        .extracting("message")
        .containsExactly(
            "from has no effect with type=ssh",
            "ro has no effect with type=ssh",
            "id has no effect with type=bind");
  }

  private static RunMount mount(String options) {
    var run = (Run) DockerfileParser.parseInstruction("f", "RUN --mount='" + options + "' true");
    return run.mounts(Variables.EMPTY).getFirst();
  }
}
