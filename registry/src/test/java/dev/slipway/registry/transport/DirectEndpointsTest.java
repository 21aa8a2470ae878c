package dev.slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectEndpointsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:5000", "127.0.0.1:5000", "127.9.9.9", "[::1]:5000"})
  void thisMachineIsLoopback(String host) {
    assertThat(DirectEndpoints.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost.example", "128.0.0.1", "127.0.0.1.example", "[::2]", "a"})
  void othersAreNot(String host) {
    assertThat(DirectEndpoints.isLoopback(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io", "index.docker.io", "registry-1.docker.io"})
  void dockerHubHasSeveralNames(String name) throws Exception {
    assertThat(of(name, 200)).containsExactly(URI.create("https://registry-1.docker.io"));
  }

  @Test
  void onThisMachineItIsTriedWhatIsSpoken() throws Exception {
    assertThat(of("localhost:5000", 401)).containsExactly(URI.create("http://localhost:5000"));
    assertThat(of("localhost:5000", 400)).containsExactly(URI.create("https://localhost:5000"));
    assertThat(of("localhost:5000", 0)).containsExactly(URI.create("https://localhost:5000"));
    assertThat(of("registry.example", 200)).containsExactly(URI.create("https://registry.example"));
  }

  private static List<URI> of(String registry, int status) throws Exception {
    Transport server =
        request -> {
          if (status == 0) {
            throw new IOException("Invalid status line: \"\u0015\u0003\"");
          }
          return new Response(status, request.uri(), Map.of(), InputStream.nullInputStream());
        };
    return new DirectEndpoints(server).of(registry).stream().map(Endpoint::base).toList();
  }
}
