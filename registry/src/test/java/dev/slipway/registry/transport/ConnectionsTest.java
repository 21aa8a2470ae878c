package dev.slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.registry.Timeouts;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static HttpClient client(String address) {
    return Connections.USUAL.client(URI.create(address), Timeouts.DEFAULT);
  }

  @Test
  void byTlsTheSecondVersionOfHttpIsOffered() {
    try (HttpClient client = client("https://registry.test")) {
      assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(client.sslContext().getProtocol()).isEqualTo("TLS");
    }
  }

  /// To read them takes longer than all the rest of a push that finds everything there.
  @Test
  void plainHttpReadsNoAuthorities() {
    try (HttpClient client = client("http://127.0.0.1:5000")) {
      assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(client.sslContext()).isInstanceOf(NoTls.class);
    }
  }

  @Test
  void redirectsAreNotFollowedByThemselves() {
    try (HttpClient client = client("http://127.0.0.1:5000")) {
      assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    }
  }
}
