package dev.slipway.improve.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.trace.Accesses;
import dev.slipway.improve.trace.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeenComparisonTest {
  private static Accesses accesses(
      Set<String> opened, Set<String> written, Map<String, String> failed, Set<Integer> ports) {
    return new Accesses(
        new TreeSet<>(opened),
        new TreeSet<>(written),
        new TreeMap<>(failed),
        new TreeMap<>(failed),
        new TreeSet<>(),
        new TreeSet<>(ports));
  }

  private static Accesses reading(String... opened) {
    return accesses(Set.of(opened), Set.of(), Map.of(), Set.of());
  }

  private static Accesses missing(String path) {
    return accesses(Set.of(), Set.of(), Map.of(path, "ENOENT"), Set.of());
  }

  private static Observation seen(Watched watched, boolean ownZones) {
    return new Observation(
        1,
        Duration.ZERO,
        OptionalInt.empty(),
        List.of(),
        new TreeMap<>(),
        Optional.empty(),
        0,
        Optional.of(new Inside("0:0", Map.of(), "/", "UTC0", "", List.of(), ownZones)),
        Optional.empty(),
        new TreeMap<>(),
        "",
        new TreeSet<>(),
        new TreeSet<>(),
        watched);
  }

  private static Verdict verdict(String what, Accesses one, Accesses other, boolean ownZones) {
    return SeenComparison.of(
            seen(new Watched.Seen(one), false), seen(new Watched.Seen(other), ownZones))
        .stream()
        .filter(each -> each.what().equals(what))
        .map(Evidence::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFileThatIsAskedForInVainIsADifference() {
    assertThat(verdict("files it opens", reading("/app/x"), missing("/app/x"), false))
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict("files it opens", reading("/app/x"), reading("/app/x"), false))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void aLibraryThatIsLinkedInIsNone() {
    assertThat(verdict("files it opens", reading("/lib/libc.so.6"), reading(), false))
        .isEqualTo(Verdict.SAME);
    assertThat(verdict("files it opens", reading("/etc/nsswitch.conf"), reading(), false))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void aDirectoryInWhichNothingCanBeMadeAnyMoreIsADifference() {
    Accesses writes = accesses(Set.of("/tmp/a1"), Set.of("/tmp/a1"), Map.of(), Set.of());

    assertThat(verdict("files it opens", writes, missing("/tmp/b2"), false))
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void whoAskedNobodyIsNotSaidToResolveNames() {
    assertThat(verdict("DNS from inside", reading(), reading(), false))
        .isEqualTo(Verdict.NOT_COMPARED);
    Accesses asks = accesses(Set.of(), Set.of(), Map.of(), Set.of(53));
    assertThat(verdict("DNS from inside", asks, asks, false)).isEqualTo(Verdict.SAME);
    assertThat(verdict("DNS from inside", asks, reading(), false)).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void certificatesThatAreGoneAreADifference() {
    Accesses trusts = reading("/etc/ssl/certs/ca-certificates.crt");

    assertThat(verdict("TLS from inside", trusts, reading("/etc/ssl/certs"), false))
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict("TLS from inside", reading(), reading(), false))
        .isEqualTo(Verdict.NOT_COMPARED);
  }

  @Test
  void timeZonesMayBePartOfTheProgram() {
    Accesses berlin = reading("/usr/share/zoneinfo/Europe/Berlin");

    assertThat(verdict("time zones by name", berlin, reading(), true)).isEqualTo(Verdict.SAME);
    assertThat(verdict("time zones by name", berlin, reading(), false))
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void withoutATracerNothingIsClaimed() {
    var unseen = seen(new Watched.NotSeen("strace is not installed"), false);

    assertThat(SeenComparison.of(unseen, unseen))
        .isNotEmpty()
        .allMatch(each -> each.verdict() == Verdict.NOT_COMPARED)
        .allMatch(each -> each.after().equals("strace is not installed"));
  }
}
