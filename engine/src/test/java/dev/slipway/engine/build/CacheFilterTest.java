package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.builder.cache.CacheEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFilterTest {
  private static CacheEntry step() {
    return new CacheEntry(
        "ab12",
        Kind.STEP,
        "RUN true",
        List.of("cd34"),
        Instant.EPOCH,
        Instant.now().minus(Duration.ofHours(5)),
        1,
        false,
        false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "until=2h",
        "unused-for=4h",
        "id=ab",
        "id=b1.$",
        "type=regular",
        "type!=exec.cachemount",
        "description=RUN true",
        "description~=tr.e$",
        "parents=cd34",
        "inuse=false",
        "shared=false",
        "private=true",
        "mutable=0",
        "immutable=1"
      })
  void accepts(String filter) {
    assertThat(CacheFilter.parse(List.of(filter)).test(step())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "until=24h",
        "id=^b",
        "type=exec.cachemount",
        "type!=regular",
        "description=RUN",
        "parents=ab",
        "inuse=true",
        "mutable=true"
      })
  void leavesOut(String filter) {
    assertThat(CacheFilter.parse(List.of("until=1h", filter)).test(step())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour=red", "inuse", "inuse=maybe", "id=(", ""})
  void refuses(String filter) {
    assertThatThrownBy(() -> CacheFilter.parse(List.of(filter)))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("invalid filter");
  }
}
