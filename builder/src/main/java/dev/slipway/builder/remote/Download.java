package dev.slipway.builder.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;

/// What a server answered, on a connection that ends with it: a JVM that exits waits 0.3 seconds
/// for those that are left.
record Download(HttpClient client, HttpResponse<InputStream> response) implements AutoCloseable {
  private static final Duration END = Duration.ofMillis(200);

  int status() {
    return response.statusCode();
  }

  InputStream body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() throws IOException {
    try (InputStream _ = body()) {
      end(client);
    }
  }

  static void end(HttpClient client) {
    client.shutdownNow();
    try {
      boolean _ = client.awaitTermination(END);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
