package dev.slipway.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A published port, asked as a user's client would.
record Service(String address) {
  /// A service that says nothing for so long never will.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// What `slipway port NAME` says of a container's port, as in `0.0.0.0:32768`.
  static Service of(Program slipway, String container, int port) {
    String published = slipway.run("port", container, port + "/tcp").succeeded().text();
    String first = published.lines().findFirst().orElseThrow();
    return new Service("http://127.0.0.1:" + first.substring(first.lastIndexOf(':') + 1));
  }

  /// The answer, as soon as the service gives one.
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(10)).build();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException notYet) {
          if (System.nanoTime() > end) {
            throw notYet;
          }
          Thread.sleep(20);
        }
      }
    }
  }
}
