package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.builder.StageChoice;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.Platform;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a flag's value, once variables are filled in, is told with its place and a
/// remedy.
class RefusedFlagsTest {
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
