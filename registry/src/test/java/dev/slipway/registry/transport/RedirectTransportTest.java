package dev.slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.registry.Repository;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectTransportTest {
  private final List<Request> sent = new ArrayList<>();

  @Test
  void credentialsGoToTheirHostOnly() throws Exception {
    send("https://registry/v2/a", "https://store/b", "https://registry/c");
    assertThat(sent)
        .extracting(request -> request.headers().containsKey("Authorization"))
        .containsExactly(true, false, false);
  }

  @Test
  void onTheSameHostTheyStay() throws Exception {
    send("https://registry/v2/a", "/v2/b");
    assertThat(sent.getLast().headers()).containsKey("Authorization");
    assertThat(sent.getLast().uri()).isEqualTo(URI.create("https://registry/v2/b"));
  }

  @Test
  void anotherPortIsAnotherHost() throws Exception {
    send("https://registry/v2/a", "https://registry:444/v2/a");
    assertThat(sent.getLast().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void fromTlsNobodyIsLedToPlainHttp() {
    assertThatThrownBy(() -> send("https://registry/v2/a", "http://registry/v2/a"))
        .hasMessageContaining("plain HTTP");
  }

  @Test
  void circlesEnd() {
    String[] circle = new String[20];
    Arrays.fill(circle, "/v2/a");
    assertThatThrownBy(() -> send("https://registry/v2/a", circle))
        .hasMessage("stopped after 10 redirects");
  }

  private void send(String first, String... locations) throws Exception {
    Transport server =
        request -> {
          sent.add(request);
          boolean more = sent.size() <= locations.length;
          return new Response(
              more ? 307 : 200,
              request.uri(),
              more ? Map.of("Location", List.of(locations[sent.size() - 1])) : Map.of(),
              InputStream.nullInputStream());
        };
    Request request =
        Request.of("GET", URI.create(first), Purpose.pull(new Repository("registry", "a"), "it"))
            .with("Authorization", "Basic secret");
    new RedirectTransport(server).send(request).close();
  }
}
