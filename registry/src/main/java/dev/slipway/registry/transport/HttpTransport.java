package dev.slipway.registry.transport;

import dev.slipway.registry.Timeouts;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Sends requests by HTTP. Connections are kept and shared; each host has the trust, the
/// certificates and the proxy that [Connections] gives it.
public final class HttpTransport implements Transport, AutoCloseable {
  /// How long their threads have to end.
  private static final Duration END = Duration.ofMillis(200);

  private static final String USER_AGENT = "slipway";
  private static final int LOOKS = 4;

  private final Timeouts timeouts;
  private final Connections connections;
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  public HttpTransport(Timeouts timeouts, Connections connections) {
    this.timeouts = timeouts;
    this.connections = connections;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    var sent = new AtomicLong();
    HttpClient client =
        clients.computeIfAbsent(
            request.uri().getScheme() + "://" + request.uri().getRawAuthority(),
            _ -> connections.client(request.uri(), timeouts));
    CompletableFuture<HttpResponse<InputStream>> pending =
        client.sendAsync(message(request, sent), _ -> new TimedBody(timeouts.stall()));
    HttpResponse<InputStream> answer = await(pending, sent, request.uri());
    return new Response(answer.statusCode(), request.uri(), answer.headers().map(), answer.body());
  }

  private HttpRequest message(Request request, AtomicLong sent) {
    HttpRequest.Builder message =
        HttpRequest.newBuilder(request.uri())
            .method(request.method(), publisher(request.payload(), sent))
            .header("User-Agent", USER_AGENT);
    connections.headers(request.uri()).forEach(message::header);
    request.headers().forEach(message::header);
    return message.build();
  }

  private static BodyPublisher publisher(Payload payload, AtomicLong sent) {
    return switch (payload) {
      case Payload.None() -> BodyPublishers.noBody();
      case Payload.Bytes(byte[] content) -> BodyPublishers.ofByteArray(content);
      case Payload.Stream(Payload.Source source, long length) -> {
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(source, sent));
        yield length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
      }
    };
  }

  private static InputStream open(Payload.Source source, AtomicLong sent) {
    try {
      return new CountingInputStream(source.open(), sent);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Waits as long as something is sent, and then as long as an answer may take.
  private HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> pending, AtomicLong sent, URI uri)
      throws IOException, InterruptedException {
    long step = Math.max(1, timeouts.response().toMillis() / LOOKS);
    long before = -1;
    int silent = 0;
    while (true) {
      try {
        return pending.get(step, TimeUnit.MILLISECONDS);
      } catch (TimeoutException none) {
        silent = sent.get() == before ? silent + 1 : 0;
        before = sent.get();
        if (silent >= LOOKS) {
          pending.cancel(true);
          throw new Silent(
              "no answer for " + timeouts.response().toMillis() + " ms from " + uri.getAuthority());
        }
      } catch (InterruptedException interrupted) {
        pending.cancel(true);
        throw interrupted;
      } catch (ExecutionException failed) {
        throw described(failed.getCause(), uri);
      }
    }
  }

  /// The client's own exceptions say little: those for a host that cannot be reached nothing.
  private static IOException described(@Nullable Throwable cause, URI uri) {
    return switch (cause) {
      case ConnectException refused -> {
        boolean unknown =
            refused.getCause() instanceof UnresolvedAddressException
                || has(refused, UnresolvedAddressException.class);
        yield unknown
            ? new UnknownHost(uri.getHost(), refused)
            : new Unreachable(uri.getAuthority(), refused);
      }
      case HttpTimeoutException late -> new Silent(String.valueOf(late.getMessage()));
      case IOException io -> io;
      case UncheckedIOException unchecked ->
          new IOException(String.valueOf(unchecked.getMessage()), unchecked);
      case null -> new IOException("no answer");
      default -> new IOException(String.valueOf(cause.getMessage()), cause);
    };
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /// A server says nothing for longer than it may.
  public static final class Silent extends IOException {
    private static final long serialVersionUID = 1L;

    Silent(String message) {
      super(message);
    }
  }

  /// Nobody listens there.
  public static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreachable(String authority, Throwable cause) {
      super("cannot connect to " + authority + ": connection refused", cause);
    }
  }

  /// The name of a host has no address.
  public static final class UnknownHost extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownHost(String host, Throwable cause) {
      super("the host " + host + " is not known: no such name", cause);
    }
  }

  /// Says how much has been read.
  private static final class CountingInputStream extends FilterInputStream {
    private final AtomicLong count;

    CountingInputStream(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        count.incrementAndGet();
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }
  }

  /// Ends the clients' threads: a JVM that exits waits 0.3 seconds for those that are in a system
  /// call.
  @Override
  public void close() {
    List<HttpClient> ended = new ArrayList<>();
    for (String host : Set.copyOf(clients.keySet())) {
      HttpClient client = clients.remove(host);
      if (client != null) {
        client.shutdownNow();
        ended.add(client);
      }
    }
    try {
      for (HttpClient client : ended) {
        boolean _ = client.awaitTermination(END);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
