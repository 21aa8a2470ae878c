package dev.slipway.image.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfigDocumentTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConfigDocumentTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  /// The resource is what BuildKit 0.29 wrote for a Dockerfile with every metadata instruction.
  @Test
  void writesTheBytesThatBuildKitWrites() throws IOException {
    byte[] buildKits = resource("buildkit-config.json");

    byte[] ours = ConfigDocument.write(ConfigDocument.parse(buildKits));

    assertThat(new String(ours, StandardCharsets.UTF_8))
        .isEqualTo(new String(buildKits, StandardCharsets.UTF_8));
  }

  @Test
  void everyMemberIsRead() throws IOException {
    ImageConfig image = ConfigDocument.parse(resource("buildkit-config.json"));

    ContainerConfig config = image.config();
    assertThat(image.author()).isEqualTo("me <a@b>");
    assertThat(image.created()).isEqualTo(Instant.parse("2026-11-21T13:47:04.729452993Z"));
    assertThat(image.platform()).isEqualTo(Platform.of("linux", "amd64"));
    assertThat(image.diffIds()).hasSize(3);
    assertThat(image.history()).hasSize(16);
    assertThat(image.history().getFirst().emptyLayer()).isFalse();
    assertThat(config.entrypoint()).containsExactly("a", "<>&é");
    assertThat(config.exposedPorts()).containsExactly("53/udp", "80/tcp");
    assertThat(config.labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(config.argsEscaped()).isTrue();
    assertThat(Objects.requireNonNull(config.healthCheck()).retries()).isEqualTo(4);
    assertThat(config.onBuild()).containsExactly("RUN a");
  }

  @Test
  void anEmptyConfigIsAsShortAsDockers() {
    byte[] json = ConfigDocument.write(ImageConfig.scratch(Platform.of("linux", "amd64")));

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"architecture\":\"amd64\",\"config\":{},\"os\":\"linux\","
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
  }

  @Test
  void textIsEscapedAsGoEscapesIt() {
    String odd = "<&>\u2028\u0001\u007f\t\"\\/é\ud83d\ude00";
    ImageConfig config =
        ImageConfig.scratch(Platform.of("linux", "amd64"))
            .withConfig(ContainerConfig.EMPTY.withCmd(List.of(odd)));

    byte[] json = ConfigDocument.write(config);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("[\"\\u003c\\u0026\\u003e\\u2028\\u0001\u007f\\t\\\"\\\\/é\ud83d\ude00\"]");
    assertThat(ConfigDocument.parse(json).config().cmd()).containsExactly(odd);
  }

  @Test
  void longTextsAreKept() {
    String argument = "a".repeat(128 * 1024);
    String label = "é\"".repeat(500_000);
    ImageConfig config =
        ImageConfig.scratch(Platform.of("linux", "amd64"))
            .withConfig(
                ContainerConfig.EMPTY
                    .withCmd(List.of(argument))
                    .withEnv(List.of("LONG=" + argument))
                    .withLabels(Map.of("long", label)));

    ContainerConfig read = ConfigDocument.parse(ConfigDocument.write(config)).config();

    assertThat(read.cmd()).containsExactly(argument);
    assertThat(read.env()).containsExactly("LONG=" + argument);
    assertThat(read.labels()).containsExactly(Map.entry("long", label));
  }

  @Test
  void timesLoseTheirTrailingZeros() {
    assertThat(GoTime.format(Instant.parse("2026-11-21T13:47:04.700Z")))
        .isEqualTo("2026-11-21T13:47:04.7Z");
    assertThat(GoTime.format(Instant.parse("2026-11-21T13:47:00Z")))
        .isEqualTo("2026-11-21T13:47:00Z");
    assertThat(GoTime.parse("2026-11-21T15:47:00.5+02:00"))
        .isEqualTo(Instant.parse("2026-11-21T13:47:00.5Z"));
    assertThat(GoTime.parse("0001-01-01T00:00:00Z")).isNull();
  }

  @Test
  void brokenConfigsAreRefused() {
    for (String json :
        List.of(
            "", "{", "[]", "null", "{\"rootfs\":{\"diff_ids\":[\"x\"]}}", "{\"created\":\"x\"}")) {
      assertThatThrownBy(() -> ConfigDocument.parse(json.getBytes(StandardCharsets.UTF_8)))
          .as(json)
          .isInstanceOf(ImageException.class);
    }
  }

  @Test
  void chainIdsFollowTheSpecification() {
    Digest one = Digest.sha256(new byte[] {1});
    Digest two = Digest.sha256(new byte[] {2});
    ImageConfig config =
        ImageConfig.scratch(Platform.of("linux", "amd64")).withDiffIds(List.of(one, two));

    assertThat(config.chainIds())
        .containsExactly(one, Digest.sha256((one + " " + two).getBytes(StandardCharsets.US_ASCII)));
  }
}
