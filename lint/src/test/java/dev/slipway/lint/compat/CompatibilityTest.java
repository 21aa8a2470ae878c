package dev.slipway.lint.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.lint.compat.Behaviour.Evidence;
import dev.slipway.lint.config.NoFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static List<String> features(String text) {
    return Features.of(DockerfileParser.parse("Dockerfile", text), new NoFiles(), "Dockerfile")
        .stream()
        .map(Features.Use::feature)
        .toList();
  }

  @Test
  void eachRowIsOfAFeatureThatIsLookedFor() {
    assertThat(CompatTable.rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(Features.KNOWN).contains(row.feature()))
        .allSatisfy(row -> assertThat(row.what()).isNotBlank());
  }

  @Test
  void builderThatWereThereHaveBeenRun() {
    assertThat(CompatTable.rows())
        .allSatisfy(row ->
            assertThat(row.evidence())
                .isEqualTo(row.builder() == Builder.KANIKO ? Evidence.SOURCES : Evidence.RUN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "run-security; RUN --security=insecure id",
        "run-network; RUN --network=none id",
        "mount-cache; RUN --mount=type=cache,target=/c id",
        "mount-bind; RUN --mount=target=/c id",
        "mount-secret-env; RUN --mount=type=secret,id=a,env=A id",
        "run-device; RUN --device=vendor.com/class=a id",
        "copy-parents; COPY --parents a /b/",
        "copy-exclude; COPY --exclude=*.md a /b/",
        "copy-link; COPY --link a /b/",
        "chmod-symbolic; COPY --chmod=u+x a /b/",
        "add-keep-git-dir; ADD --keep-git-dir https://example.com/a.git /b/",
        "add-git; ADD https://example.com/a.git /b/",
        "add-unpack; ADD --unpack=false a.tar /b/",
        "variable-patterns; ENV A=${B#v}",
        "variable-default; ENV A=${B-v}",
        "run-network-host; RUN --network=host id",
        "mount-tmpfs-size; RUN --mount=type=tmpfs,target=/t,size=1m id",
        "start-interval; HEALTHCHECK --start-interval=1s CMD id",
        "shell; SHELL [\"/bin/ash\", \"-c\"]",
        "onbuild; ONBUILD RUN id",
      })
  void aFeatureIsFoundWhereItIsUsed(String feature, String line) {
    assertThat(features("FROM busybox\n" + line + "\n")).contains(feature);
    assertThat(features("FROM busybox\nRUN id ${A#v}\nCOPY --chmod=755 a /b/\n"))
        .doesNotContain(feature);
  }

  @Test
  void heredocsAndStagesThatNobodyNeedsAreFound() {
    assertThat(
            features(
                """
                FROM busybox AS a
                RUN id
                FROM busybox AS B
                RUN <<X
                id
                X
                FROM busybox
                COPY --from=b /x /x
                COPY <<X /y
                text
                X
                """))
        .containsExactly(
            "run-heredoc", "copy-from-stage-in-other-case", "copy-heredoc", "unused-stage");
  }

  @Test
  void whatABuilderDoesIsToldAtItsPlace() {
    var file = DockerfileParser.parse("Dockerfile", "FROM busybox\nRUN --security=insecure id\n");

    assertThat(Compatibility.of(file, new NoFiles(), "Dockerfile", Builder.DOCKER))
        .singleElement()
        .satisfies(place -> {
          assertThat(place.span().startLine()).isEqualTo(2);
          assertThat(place.behaviour().outcome()).isEqualTo(Behaviour.Outcome.REFUSED);
        });
  }
}
