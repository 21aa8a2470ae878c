package dev.slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.registry.Repository;
import dev.slipway.registry.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryTransportTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(2));
  private static final Request REQUEST =
      Request.get("/v2/", Purpose.pull(new Repository("host", "a"), "it"));

  private final List<String> notices = new ArrayList<>();

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    assertThat(send(Map.of(), 503, 429, 200).status()).isEqualTo(200);
    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst()).contains("it of host/a", "503");
  }

  @Test
  void notForEver() throws Exception {
    assertThat(send(Map.of(), 500, 500, 500, 200).status()).isEqualTo(500);
  }

  @Test
  void whatIsRefusedStaysRefused() throws Exception {
    assertThat(send(Map.of(), 403, 200).status()).isEqualTo(403);
  }

  @Test
  void aWaitThatIsTooLongIsNotWaited() throws Exception {
    assertThat(send(Map.of("Retry-After", List.of("3600")), 429, 200).status()).isEqualTo(429);
  }

  @Test
  void aStreamIsItsSendersToRepeat() {
    var transport =
        new RetryTransport(
            _ -> {
              throw new IOException("cut");
            },
            QUICK,
            notices::add);
    var stream = new Payload.Stream(InputStream::nullInputStream, 0);
    assertThatThrownBy(() -> transport.send(REQUEST.with(stream)).close()).hasMessage("cut");
    assertThat(notices).isEmpty();
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(RetryTransport.parse("7", now)).contains(Duration.ofSeconds(7));
    assertThat(RetryTransport.parse("Thu, 01 Jan 2026 00:00:09 GMT", now))
        .contains(Duration.ofSeconds(9));
    assertThat(RetryTransport.parse("Wed, 31 Dec 2025 00:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryTransport.parse("soon", now)).isEmpty();
    assertThat(RetryTransport.parse("99999999999999999999", now)).isEmpty();
  }

  private Response send(Map<String, List<String>> headers, int... statuses) throws Exception {
    int[] next = {0};
    Transport server =
        request ->
            new Response(
                statuses[next[0]++], request.uri(), headers, InputStream.nullInputStream());
    return new RetryTransport(server, QUICK, notices::add).send(REQUEST);
  }
}
