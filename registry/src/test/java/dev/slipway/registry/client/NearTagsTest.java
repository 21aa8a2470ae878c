package dev.slipway.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearTagsTest {
  @Test
  void aPrefixIsNearerThanAnythingElse() {
    assertThat(NearTags.distance("1.19", "1.19.13-bookworm")).isEqualTo(1);
    assertThat(NearTags.distance("1.19", "1.20")).isEqualTo(2);
  }

  @Test
  void otherwiseChangesAreCounted() {
    assertThat(NearTags.distance("latest", "lastet")).isEqualTo(2);
    assertThat(NearTags.distance("same", "same")).isZero();
  }
}
