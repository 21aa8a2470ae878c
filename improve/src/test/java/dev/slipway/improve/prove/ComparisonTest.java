package dev.slipway.improve.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.trace.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final HttpAnswer HELLO = new HttpAnswer(200, "text/plain", "hello");

  private static Observation serving(
      HttpAnswer answer, String user, Map<String, String> environment, boolean stops) {
    return new Observation(
        1_000_000,
        Duration.ofSeconds(1),
        OptionalInt.empty(),
        List.of(),
        new TreeMap<>(Map.of("8080 GET /", List.of(answer, answer))),
        Optional.of(Duration.ofMillis(50)),
        4096,
        Optional.of(new Inside(user, environment, "/", "UTC0", "", List.of("/tmp"), false)),
        stops ? Optional.of(Duration.ofMillis(3)) : Optional.empty(),
        new TreeMap<>(),
        "",
        new TreeSet<>(),
        new TreeSet<>(),
        new Watched.NotSeen("strace is not installed"));
  }

  private static final Observation ORIGINAL =
      serving(HELLO, "0:0", Map.of("MODE", "a", "GOPATH", "/go"), true);

  private static Verdict verdict(Observation other, String what) {
    return Comparison.of(ORIGINAL, other).stream()
        .filter(each -> each.what().equals(what))
        .map(Evidence::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameAnswerIsTheSame() {
    Observation other =
        serving(HELLO, "65532:65532", Map.of("MODE", "a", "GIN_MODE", "release"), true);

    assertThat(Comparison.of(ORIGINAL, other))
        .extracting(Evidence::verdict)
        .doesNotContain(Verdict.DIFFERENT);
    assertThat(verdict(other, "user")).isEqualTo(Verdict.CHANGED);
    assertThat(verdict(other, "environment")).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void anotherAnswerIsDifferent() {
    Observation other =
        serving(new HttpAnswer(500, "text/plain", "hello"), "0:0", Map.of("MODE", "a"), true);

    assertThat(verdict(other, "8080 GET /")).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void aVariableThatIsGoneIsDifferentUnlessItIsTheToolchains() {
    assertThat(verdict(serving(HELLO, "0:0", Map.of("GOPATH", "x"), true), "environment"))
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict(serving(HELLO, "0:0", Map.of("MODE", "a"), true), "environment"))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void aProgramThatHasToBeKilledIsDifferent() {
    assertThat(verdict(serving(HELLO, "0:0", Map.of("MODE", "a"), false), "told to stop"))
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void whatIsNotLookedAtIsSaid() {
    assertThat(verdict(ORIGINAL, "files it opens")).isEqualTo(Verdict.NOT_COMPARED);
  }

  @Test
  void amountsAreShort() {
    assertThat(Amounts.bytes(926_400_000)).isEqualTo("926MB");
    assertThat(Amounts.bytes(6_540_000)).isEqualTo("6.54MB");
    assertThat(Amounts.bytes(10_650_000)).isEqualTo("10.7MB");
    assertThat(Amounts.seconds(Duration.ofMillis(12_345))).isEqualTo("12.34s");
  }
}
