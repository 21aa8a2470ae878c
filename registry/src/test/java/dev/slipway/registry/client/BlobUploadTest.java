package dev.slipway.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.image.Digest;
import dev.slipway.registry.Repository;
import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.Timeouts;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.CredentialSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A registry that keeps what came of a broken upload, as few do.
class BlobUploadTest {
  private static final int KEPT = 1_000_000;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> at(exchange, 202);
        case "PATCH" -> {
          boolean first = ranges.isEmpty();
          String range = exchange.getRequestHeaders().getFirst("Content-Range");
          ranges.add(range == null ? "" : range);
          InputStream body = exchange.getRequestBody();
          kept.writeBytes(first ? body.readNBytes(KEPT) : body.readAllBytes());
          if (!first) {
            at(exchange, 202);
          }
        }
        case "GET" -> {
          exchange.getResponseHeaders().set("Range", "0-" + (kept.size() - 1));
          boolean upload = exchange.getRequestURI().getPath().contains("/uploads/");
          exchange.sendResponseHeaders(upload ? 204 : 200, -1);
        }
        case "PUT" -> at(exchange, 201);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void at(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Location", "/v2/box/blobs/uploads/1");
    exchange.sendResponseHeaders(status, -1);
  }

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Content(byte[] bytes) implements UploadSource {
    @Override
    public Digest digest() {
      return Digest.sha256(bytes);
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open(long from) {
      return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }

    @Override
    public long awaitLength() {
      return bytes.length;
    }
  }

  @Test
  void whatIsBehindTheBytesThatAreThereIsSent() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    RegistrySession.Settings settings =
        RegistrySession.Settings.of(CredentialSource.NOBODY)
            .withPatience(
                new Timeouts(LONG, LONG, LONG),
                new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(1)));
    String host = "127.0.0.1:" + server.getAddress().getPort();
    try (RegistrySession session = RegistrySession.open(settings, TransferListener.NONE)) {
      new BlobUpload(
              session.client(),
              settings.retries(),
              new Repository(host, "box"),
              "the blob",
              new Content(content),
              _ -> {})
          .run(Optional.empty());
    }
    assertThat(kept.toByteArray()).isEqualTo(content);
    assertThat(ranges).containsExactly("", KEPT + "-" + (content.length - 1));
  }
}
