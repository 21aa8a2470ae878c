package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.builder.StageChoice;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a flag's value, once variables are filled in, is told with its place and a
/// remedy.
class RefusedFlagsTest {
  private static void lower(String text) {
    Lowering.lower(
        DockerfileParser.parse("Dockerfile", text),
        LoweringInput.of(StageChoice.LAST, Platform.host()),
        (_, _) -> Optional.empty());
  }

  @Test
  void pathThatLinuxDoesNotKnowIsRefused() {
    for (String line :
        List.of(
            "WORKDIR " + "/a".repeat(20_000),
            "WORKDIR /" + "b".repeat(256),
            "COPY a " + "/a".repeat(20_000),
            "RUN --mount=type=tmpfs,target=" + "/a".repeat(20_000) + " true")) {
      assertThatThrownBy(() -> lower("FROM scratch\n" + line + "\n"))
          .hasMessageContaining("file name too long");
    }
  }

  @Test
  void valuesThatGrowAndGrowAreRefused() {
    var text = new StringBuilder("FROM scratch\nENV A0=xxxxxxxxxx\n");
    for (int i = 1; i < 40; i++) {
      text.append("ENV A").append(i).append('=').append(("$A" + (i - 1)).repeat(10)).append('\n');
    }

    assertThatThrownBy(() -> lower(text.toString())).hasMessageContaining("variables fill in more");
  }

  @Test
  void anyNumberOfStagesMayHangTogether() {
    var text = new StringBuilder("FROM scratch AS s0\n");
    for (int i = 1; i < 2_000; i++) {
      text.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
    }
    for (int i = 0; i < 2_000; i++) {
      text.append("FROM scratch AS t").append(i).append("\nCOPY --from=t").append(i + 1);
      text.append(" a b\n");
    }
    text.append("FROM scratch AS t2000\nFROM s1999\n");

    lower(text.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --chmod=9 a b | invalid chmod parameter: '9'",
        "COPY --chmod=77777 a b | invalid chmod parameter: '77777'",
        "COPY --chmod=u=q a b | invalid chmod parameter: 'u=q'",
        "COPY --chmod=u+rw,g a b | invalid chmod parameter: 'u+rw,g'",
        "COPY --link --chown=app a b | --chown=app: user and group names can't be resolved",
        "COPY --exclude=[ a b | invalid excludepatterns: [",
        "COPY https://h/x b | source can't be a URL for COPY",
        "COPY git@h:x.git b | source can't be a git ref for COPY",
        "COPY ../x b | forbidden path outside the build context",
        "ADD --checksum=sha256:00 https://h/x b | invalid checksum digest format: sha256:00",
        "ADD --checksum=md5:00 https://h/x b | invalid checksum digest format: md5:00",
        "ADD --checksum=sha256:00 x b | checksum requires HTTP(S) or Git sources",
        "ADD --checksum=sha256:00 https://h/x https://h/y b/ | checksum can't be specified for multiple",
        "ADD --checksum=xyz https://h/x.git b | invalid checksum \"xyz\"",
        "ADD --checksum=abcdef0 https://h/x.git?checksum=abcdef1 b | checksum mismatch",
        "ADD https://h/x.git?what=1 b | unexpected query \"what\"",
        "ADD https://h/x.git?ref= b | query \"ref\" has no value",
        "ADD https://h/x.git?ref=a&ref=b b | query \"ref\" has multiple values",
        "ADD https://h/x.git?ref=a#b b | ref conflicts: \"b\" vs \"a\"",
        "ADD https://h/x.git?keep-git-dir=maybe b | invalid keep-git-dir value: \"maybe\"",
        "ADD --keep-git-dir=true https://h/x.git?keep-git-dir=false b | inconsistent keep-git-dir",
        "RUN --network=host true | network.host is not allowed",
        "RUN --security=insecure true | security.insecure is not allowed",
        "RUN --device=no-such.com/device=x,required true | required device \"no-such.com/device=x\" is not",
        "RUN --mount=type=bind true | invalid mount target",
        "RUN --mount=type=cache true | invalid mount target",
        "RUN --mount=type=tmpfs true | invalid mount target",
        "RUN --mount=type=cache,target= true | invalid mount target",
        "STOPSIGNAL 1 2 | invalid signal",
        "STOPSIGNAL SIGWHAT | invalid signal",
        "EXPOSE abc | invalid containerPort: abc",
        "EXPOSE 70000 | invalid containerPort: 70000",
        "EXPOSE 9-8 | invalid containerPort: 9-8",
        "EXPOSE 80/what | invalid port: \"80/what\"",
        "EXPOSE $NONE/udp | invalid port",
        "LABEL a=${NONE:?unset} | NONE: unset",
        "ENV a=${b | syntax error: missing '}'",
        "COPY --from=UPPER/Case a b | failed to parse stage name",
        "RUN --mount=type=bind,target=/ true | invalid mount target \"/\"",
        "RUN --mount=type=tmpfs,target=/ true | invalid mount target \"/\"",
        "RUN --mount=type=cache,target=/ true | invalid mount target \"/\"",
        "RUN --mount=type=bind,from=5,target=/x true | invalid stage index 5",
      })
  void toldWithPlaceAndRemedy(String line, String message) {
    assertThatThrownBy(() ->
            Lowering.lower(
                DockerfileParser.parse("Dockerfile", "FROM scratch\n" + line + "\n"),
                LoweringInput.of(StageChoice.LAST, Platform.host()),
                (_, _) -> Optional.empty()))
        .asInstanceOf(type(DockerfileException.class))
        .satisfies(mistake -> {
          var first = mistake.diagnostics().getFirst();
          assertThat(first.message()).startsWith(message);
          assertThat(first.span().startLine()).isEqualTo(2);
          assertThat(first.remedy()).isNotBlank();
        });
  }
}
