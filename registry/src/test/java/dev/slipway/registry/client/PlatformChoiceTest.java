package dev.slipway.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {
  @Test
  void theSamePlatformComesFirst() {
    assertThat(chosen("linux/arm/v6", "linux/arm/v6", "linux/arm/v7", "linux/amd64"))
        .isEqualTo("linux/arm/v6");
  }

  @Test
  void anArmRunsWhatIsBelowIt() {
    assertThat(chosen("linux/arm/v7", "linux/arm/v5", "linux/arm/v6", "linux/arm64"))
        .isEqualTo("linux/arm/v6");
    assertThatThrownBy(() -> chosen("linux/arm/v6", "linux/arm/v7"))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void attestationsAreNoImages() {
    assertThatThrownBy(() -> chosen("linux/amd64", "unknown/unknown", "linux/s390x"))
        .isInstanceOfSatisfying(
            RegistryException.class,
            refused -> assertThat(refused.hint()).isEqualTo("it has linux/s390x"));
  }

  @Test
  void anImageForNoPlatformDoesWhereThereIsNoOther() {
    Descriptor any = entry(null);
    assertThat(
            PlatformChoice.choose(
                List.of(entry("windows/amd64"), any), Platform.parse("linux/amd64"), "x"))
        .isEqualTo(any);
  }

  private static String chosen(String wanted, String... there) {
    List<Descriptor> entries = Arrays.stream(there).map(PlatformChoiceTest::entry).toList();
    return String.valueOf(PlatformChoice.choose(entries, Platform.parse(wanted), "x").platform());
  }

  private static Descriptor entry(@Nullable String platform) {
    byte[] name = String.valueOf(platform).getBytes(StandardCharsets.UTF_8);
    return new Descriptor(
        MediaTypes.OCI_MANIFEST,
        Digest.sha256(name),
        1,
        Map.of(),
        platform == null ? null : Platform.parse(platform));
  }
}
