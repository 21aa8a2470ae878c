package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry that answers nobody until it was asked for two images.
class BasesSideBySideTest {
  @TempDir private Path folder;
  private final CyclicBarrier both = new CyclicBarrier(2);
  private final AtomicInteger met = new AtomicInteger();

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/manifests/1")) {
        both.await(1, TimeUnit.MINUTES);
        met.incrementAndGet();
      }
      int status = exchange.getRequestURI().getPath().equals("/v2/") ? 200 : 404;
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  @Test
  void theBasesOfABuildAreAskedForAtOnce() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
      String registry = "127.0.0.1:" + server.getAddress().getPort();
      Files.writeString(
          folder.resolve("Dockerfile"),
          "FROM %1$s/one:1 AS one\nFROM %1$s/two:1\nCOPY --from=one /a /\n".formatted(registry));

      Outcome failed = Program.in(folder).run("build", ".");

      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.errors()).contains("one:1").contains("manifest unknown");
      assertThat(met.get()).as("requests that met another").isEqualTo(2);
    } finally {
      server.stop(0);
    }
  }
}
