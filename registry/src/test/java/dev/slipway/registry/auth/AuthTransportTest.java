package dev.slipway.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.registry.Repository;
import dev.slipway.registry.Timeouts;
import dev.slipway.registry.transport.Connections;
import dev.slipway.registry.transport.HttpTransport;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a registry that takes a token until it is withdrawn, and its token server.
class AuthTransportTest {
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicInteger withdrawn = new AtomicInteger();
  private final CyclicBarrier all = new CyclicBarrier(THREADS);
  private HttpServer server;
  private String host;
  private List<String> challenges;
  private volatile boolean together;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host = "127.0.0.1:" + server.getAddress().getPort();
    challenges = List.of("Bearer realm=\"http://" + host + "/token\",service=\"box\"");
    server.setExecutor(threads);
    server.createContext("/token", this::token);
    server.createContext("/v2/", this::api);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void token(HttpExchange exchange) throws IOException {
    byte[] answer =
        "{\"token\":\"t%d\",\"expires_in\":300}"
            .formatted(fetched.incrementAndGet())
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /// A token that was withdrawn is refused to all who bring it only once all have brought it.
  private void api(HttpExchange exchange) throws IOException {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    boolean right =
        given.startsWith("Bearer t") && Integer.parseInt(given.substring(8)) > withdrawn.get();
    if (!right) {
      awaitOthers();
      challenges.forEach(each -> exchange.getResponseHeaders().add("WWW-Authenticate", each));
    }
    exchange.sendResponseHeaders(right ? 200 : 401, -1);
    exchange.close();
  }

  private void awaitOthers() throws IOException {
    if (together) {
      try {
        all.await();
      } catch (Exception ended) {
        throw new IOException(ended);
      }
    }
  }

  private AuthTransport transport() {
    return new AuthTransport(
        new HttpTransport(Timeouts.DEFAULT, Connections.USUAL), CredentialSource.NOBODY);
  }

  private int status(AuthTransport transport, String path) throws Exception {
    var purpose = Purpose.pull(new Repository(host, path), "it");
    URI uri = URI.create("http://" + host + "/v2/" + path + "/tags/list");
    try (Response response = transport.send(Request.of("GET", uri, purpose))) {
      return response.status();
    }
  }

  private List<Integer> statusOfAll(AuthTransport transport) throws Exception {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      work.add(() -> status(transport, "a"));
    }
    List<Integer> found = new ArrayList<>();
    for (Future<Integer> each : threads.invokeAll(work)) {
      found.add(each.get());
    }
    return found;
  }

  @Test
  void threadsThatNeedOneTokenFetchItOnce() throws Exception {
    together = true;
    assertThat(statusOfAll(transport())).containsOnly(200).hasSize(THREADS);
    assertThat(fetched).hasValue(1);
  }

  @Test
  void aTokenThatIsRefusedToAllIsReplacedOnce() throws Exception {
    AuthTransport transport = transport();
    assertThat(status(transport, "a")).isEqualTo(200);
    withdrawn.set(1);
    together = true;
    assertThat(statusOfAll(transport)).containsOnly(200).hasSize(THREADS);
    assertThat(fetched).hasValue(2);
  }

  @Test
  void eachRepositoryHasATokenOfItsOwn() throws Exception {
    AuthTransport transport = transport();
    assertThat(List.of(status(transport, "a"), status(transport, "b"), status(transport, "a")))
        .containsOnly(200);
    assertThat(fetched).hasValue(2);
  }

  @Test
  void ofSeveralChallengesTheOneForATokenIsTaken() throws Exception {
    challenges =
        List.of(
            "Negotiate abcd==, Basic realm=\"a, b\"",
            "Digest nonce=\"x\", Bearer scope=\"repository:a:pull\" , service=box,"
                + "realm=\"http://"
                + host
                + "/token\"");
    assertThat(status(transport(), "a")).isEqualTo(200);
  }

  @Test
  void aRegistryThatRefusesEveryTokenIsNotAskedForEver() throws Exception {
    withdrawn.set(Integer.MAX_VALUE);
    assertThat(status(transport(), "a")).isEqualTo(401);
    assertThat(fetched.get()).isLessThan(3);
  }
}
