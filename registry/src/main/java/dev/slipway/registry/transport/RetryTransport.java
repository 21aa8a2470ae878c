package dev.slipway.registry.transport;

import dev.slipway.registry.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/// Sends again what may succeed the next time: no answer, too many requests, a server in trouble.
/// What carries a stream is its sender's to repeat.
public final class RetryTransport implements Transport {
  /// A name without address or a port without a server is rarely there a moment later.
  private static final int FEW_ATTEMPTS = 2;

  private final Transport next;
  private final RetryPolicy policy;
  private final Consumer<String> notice;
  private final InstantSource clock = InstantSource.system();

  /// @param notice is told of each wait
  public RetryTransport(Transport next, RetryPolicy policy, Consumer<String> notice) {
    this.next = next;
    this.policy = policy;
    this.notice = notice;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Duration wait;
      try {
        Response response = next.send(request);
        if (!isTemporary(response.status()) || isLast(attempt, request)) {
          return response;
        }
        Duration asked = retryAfter(response).orElse(policy.after(attempt));
        if (asked.compareTo(policy.longest()) > 0) {
          return response;
        }
        response.close();
        wait = asked;
        notice.accept(
            request.purpose() + ": status " + response.status() + ", again in " + shown(wait));
      } catch (IOException broken) {
        if (isLast(attempt, request) || attempt >= attempts(broken)) {
          throw broken;
        }
        wait = policy.after(attempt);
        notice.accept(request.purpose() + ": " + broken.getMessage() + ", again in " + shown(wait));
      }
      Thread.sleep(wait);
    }
  }

  private boolean isLast(int attempt, Request request) {
    return attempt >= policy.attempts() || !request.payload().isRepeatable();
  }

  /// Whether an answer with this status may be another one the next time.
  public static boolean isTemporary(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private int attempts(IOException broken) {
    return switch (broken) {
      case HttpTransport.Unreachable _, HttpTransport.UnknownHost _ -> FEW_ATTEMPTS;
      case SSLException _, InterruptedIOException _ -> 1;
      default -> policy.attempts();
    };
  }

  private Optional<Duration> retryAfter(Response response) {
    return response.header("retry-after").flatMap(text -> parse(text.strip(), clock.instant()));
  }

  /// Seconds, or a date (RFC 9110, section 10.2.3).
  static Optional<Duration> parse(String text, Instant now) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    } catch (DateTimeException | ArithmeticException | NumberFormatException nonsense) {
      return Optional.empty();
    }
  }

  private static String shown(Duration wait) {
    return wait.toMillis() < 1000 ? wait.toMillis() + " ms" : wait.toSeconds() + " s";
  }
}
