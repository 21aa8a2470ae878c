package dev.slipway.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A registry on loopback that answers what a test wants, however wrong.
final class FixedRegistry implements LoopbackRegistry {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(String type, byte[] content, Map<String, String> headers) {}

  private FixedRegistry(HttpServer server) {
    this.server = server;
  }

  static FixedRegistry start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var registry = new FixedRegistry(server);
    server.createContext("/v2/", registry::answer);
    server.start();
    return registry;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      callers.add(exchange.getRemoteAddress());
      Answer exact = answers.get(String.valueOf(exchange.getRequestURI()));
      Answer answer = exact == null ? answers.get(path) : exact;
      if (answer == null) {
        exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", answer.type);
      answer.headers.forEach(exchange.getResponseHeaders()::set);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : answer.content.length);
      if (!head) {
        exchange.getResponseBody().write(answer.content);
      }
    }
  }

  /// What a path below `/v2/` answers, with a query or whatever the query is.
  void put(String path, String type, byte[] content, Map<String, String> headers) {
    answers.put("/v2/" + path, new Answer(type, content, headers));
  }

  /// A manifest under a tag or any digest, right or wrong.
  void manifest(String word, String type, String content) {
    put("box/manifests/" + word, type, content.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /// @return the blob's descriptor
  String blob(String type, byte[] content) {
    Digest digest = Digest.sha256(content);
    put("box/blobs/" + digest, "application/octet-stream", content, Map.of());
    return descriptor(type, digest.toString(), content.length);
  }

  static String descriptor(String type, String digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
  }

  /// An image of these layers, by the tag `1`.
  void image(List<String> layers, List<Digest> diffIds) {
    List<String> ids = new ArrayList<>();
    diffIds.forEach(each -> ids.add("\"" + each + "\""));
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(String.join(",", ids));
    String descriptor =
        blob("application/vnd.oci.image.config.v1+json", config.getBytes(StandardCharsets.UTF_8));
    manifest("1", MANIFEST, manifest(descriptor, layers));
  }

  static String manifest(String config, List<String> layers) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(MANIFEST, config, String.join(",", layers));
  }

  /// Adds a warning to what a path answers (RFC 7234, section 5.5).
  void warn(String path, String text) {
    answers.computeIfPresent(
        "/v2/" + path,
        (_, answer) ->
            new Answer(answer.type, answer.content, Map.of("Warning", "299 - \"" + text + "\"")));
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  /// The other ends of the connections over which it was asked.
  Set<InetSocketAddress> callers() {
    return Set.copyOf(callers);
  }

  /// Of each request.
  List<Map<String, List<String>>> headers() {
    return List.copyOf(headers);
  }

  @Override
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
