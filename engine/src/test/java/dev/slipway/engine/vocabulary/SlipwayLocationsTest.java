package dev.slipway.engine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlipwayLocationsTest {
  private static final Path HOME = Path.of("/home/me");

  @Test
  void rootKeepsItsStoreInVar() {
    SlipwayLocations places = SlipwayLocations.of(Map.of(), 0, HOME);

    assertThat(places.root()).isEqualTo(Path.of("/var/lib/slipway"));
    assertThat(places.run().getParent()).isEqualTo(Path.of("/run/slipway"));
    assertThat(places.run().getFileName().toString()).matches("[0-9a-f]{12}");
  }

  @Test
  void aUserKeepsItAtHome() {
    SlipwayLocations places = SlipwayLocations.of(Map.of(), 1000, HOME);

    assertThat(places.root()).isEqualTo(HOME.resolve(".local/share/slipway"));
    assertThat(places.run().getParent()).isEqualTo(Path.of("/tmp/slipway-1000"));
  }

  @Test
  void theEnvironmentDecides() {
    SlipwayLocations places =
        SlipwayLocations.of(
            Map.of("SLIPWAY_ROOT", "/r", "SLIPWAY_RUN", "/x", "XDG_DATA_HOME", "/d"), 1000, HOME);

    assertThat(places.root()).isEqualTo(Path.of("/r"));
    assertThat(places.run().getParent()).isEqualTo(Path.of("/x"));
    assertThat(
            SlipwayLocations.of(Map.of("XDG_DATA_HOME", "/d", "XDG_RUNTIME_DIR", "/u"), 1000, HOME)
                .run()
                .getParent())
        .isEqualTo(Path.of("/u/slipway"));
  }

  @Test
  void storesDoNotShareTheirRunDirectories() {
    assertThat(SlipwayLocations.at(Path.of("/a"), Map.of(), 0).run())
        .isNotEqualTo(SlipwayLocations.at(Path.of("/b"), Map.of(), 0).run());
  }
}
