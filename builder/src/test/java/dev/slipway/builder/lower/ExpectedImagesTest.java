package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.StageChoice;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedImagesTest {
  /// Writes down what is asked for and when.
  private static final class Asked implements BaseImages {
    private final List<String> words = new ArrayList<>();

    @Override
    public void expect(List<Expected> images) {
      images.forEach(image -> words.add("expect " + image.name().familiar()));
    }

    @Override
    public Optional<Image> find(ImageReference name, @Nullable Platform platform) {
      words.add("find " + name.familiar());
      Digest id = Digest.sha256(new byte[0]);
      return Optional.of(
          new Image(
              id,
              ImageConfig.scratch(Platform.host()).withConfig(ContainerConfig.EMPTY),
              Descriptor.of(MediaTypes.OCI_MANIFEST, id, 1),
              List.of()));
    }
  }

  private static List<String> asked(String text) {
    var asked = new Asked();
    var _ =
        Lowering.lower(
            DockerfileParser.parse("Dockerfile", text),
            LoweringInput.of(new StageChoice(null, Map.of()), Platform.host()),
            asked);
    return asked.words;
  }

  @Test
  void allImagesOfNeededStagesAreToldBeforeTheFirstIsAskedFor() {
    assertThat(
            asked(
                """
                ARG VERSION=1.19
                FROM golang:$VERSION AS build
                RUN --mount=type=bind,from=tools:2,target=/tools true
                FROM unneeded
                FROM scratch AS files
                FROM debian
                COPY --from=build /a /
                COPY --from=files /b /
                COPY --from=0 /c /
                COPY --from=busybox /d /
                """))
        .startsWith(
            "expect golang:1.19",
            "expect tools:2",
            "expect debian",
            "expect busybox",
            "find golang:1.19")
        .filteredOn(word -> word.startsWith("expect "))
        .hasSize(4);
  }
}
