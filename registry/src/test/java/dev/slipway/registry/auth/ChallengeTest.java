package dev.slipway.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void parametersMayComeInAnyOrder() {
    assertThat(
            Challenge.parse(
                List.of("Bearer scope=\"repository:a:pull\", service=\"s\",realm=\"https://t/x\"")))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of("scope", "repository:a:pull", "service", "s", "realm", "https://t/x")));
  }

  @Test
  void severalChallengesStandInOneHeaderOrInSeveral() {
    assertThat(
            Challenge.parse(
                List.of("Negotiate, Basic realm=\"a, b\", Bearer realm=\"t\"", "Digest nonce=x")))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "a, b")),
            new Challenge("bearer", Map.of("realm", "t")),
            new Challenge("digest", Map.of("nonce", "x")));
  }

  @Test
  void tokensOfOtherSchemesAreNoParameters() {
    assertThat(Challenge.parse(List.of("Negotiate YWJj==, BASIC realm=x")))
        .extracting(Challenge::scheme)
        .contains("negotiate", "basic");
  }

  @Test
  void quotedPairsAreTakenApart() {
    assertThat(Challenge.parse(List.of("Basic realm=\"a\\\"b\"")).getFirst().parameter("realm"))
        .isEqualTo("a\"b");
  }

  @Test
  void nonsenseHasNoEnd() {
    assertThat(Challenge.parse(List.of("", ",,,", "=", "Bearer realm=\"open", "\"\"\"")))
        .extracting(Challenge::scheme)
        .contains("bearer");
  }
}
