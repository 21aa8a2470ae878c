package dev.slipway.cli.prepare;

import dev.slipway.image.Digest;
import dev.slipway.tasks.TaskScope;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A registry of a few hundred kilobytes in memory, for the training of the commands that speak to
/// one: what it is asked by them and nothing else. It wants a token for all but its API's root.
final class TrainingRegistry implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final String UPLOADS = "/v2/training/blobs/uploads/";

  private final ServerSocket server;
  private final String scheme;
  private final TaskScope scope = TaskScope.open("registry");
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final AtomicInteger uploads = new AtomicInteger();

  @SuppressWarnings("ArrayRecordComponent")
  private record Document(String type, byte[] content) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(String method, String target, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private TrainingRegistry(ServerSocket server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /// Something that is done with a registry.
  @FunctionalInterface
  interface Use {
    void with(String address);
  }

  /// Does it with a registry that speaks plain HTTP and, where there is a key for it, once more
  /// with one that speaks TLS.
  ///
  /// @param directory the one to work in
  static void with(Path directory, Use use) throws IOException {
    try (TrainingRegistry plain = start(ServerSocketFactory.getDefault(), "http")) {
      use.with(plain.address());
    }
    Optional<TrainingKey> key = TrainingKey.find(directory);
    if (key.isPresent()) {
      try (TrainingRegistry secure = start(key.get().sockets(), "https")) {
        key.get().trust(secure.address());
        use.with(secure.address());
      }
      TrainingKey.loadSecondVersion();
    }
  }

  private static TrainingRegistry start(ServerSocketFactory sockets, String scheme)
      throws IOException {
    ServerSocket server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var registry = new TrainingRegistry(server, scheme);
    var _ = registry.scope.fork(registry::listen);
    return registry;
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private boolean listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        var _ = scope.fork(() -> serve(socket));
      } catch (IOException closed) {
        return false;
      }
    }
    return true;
  }

  private boolean serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        answer(read(line, in), out);
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Asked read(String first, InputStream in) throws IOException {
    String[] words = first.split(" ");
    Map<String, String> headers = new ConcurrentHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    byte[] body =
        headers.containsKey("transfer-encoding")
            ? chunks(in)
            : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Asked(words[0], words[1], headers, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      byte[] chunk = in.readNBytes(Integer.parseInt(line(in), 16));
      String _ = line(in);
      if (chunk.length == 0) {
        return all.toByteArray();
      }
      all.writeBytes(chunk);
    }
  }

  private void answer(Asked asked, OutputStream out) throws IOException {
    String target = asked.target();
    if (target.startsWith("/token")) {
      send(out, asked, 200, "", "{\"token\":\"training\"}".getBytes(StandardCharsets.UTF_8));
    } else if (target.equals("/v2/")) {
      send(out, asked, 200, "", NOTHING);
    } else if (asked.header("authorization").isEmpty()) {
      String realm = "realm=\"" + scheme + "://" + address() + "/token\",service=\"training\"";
      send(out, asked, 401, "Www-Authenticate: Bearer " + realm + "\r\n", NOTHING);
    } else if (asked.method().equals("GET") || asked.method().equals("HEAD")) {
      give(asked, out);
    } else {
      take(asked, out);
    }
  }

  /// Blobs are known in every repository.
  private static String key(String target) {
    int blobs = target.indexOf("/blobs/");
    return blobs < 0 ? target : target.substring(blobs);
  }

  private void give(Asked asked, OutputStream out) throws IOException {
    Document document = documents.get(key(asked.target()));
    if (document == null) {
      send(out, asked, 404, "", NOTHING);
    } else {
      send(out, asked, 200, "Content-Type: " + document.type() + "\r\n", document.content());
    }
  }

  private void take(Asked asked, OutputStream out) throws IOException {
    String target = asked.target();
    int query = target.indexOf("?digest=");
    if (target.contains("?mount=")) {
      send(out, asked, 201, "Location: " + target + "\r\n", NOTHING);
    } else if (target.contains("/manifests/")) {
      var document = new Document(asked.header("content-type"), asked.body());
      documents.put(target, document);
      int name = target.lastIndexOf('/') + 1;
      documents.put(target.substring(0, name) + Digest.sha256(asked.body()), document);
      send(out, asked, 201, "Location: " + target + "\r\n", NOTHING);
    } else if (query >= 0) {
      Document begun = documents.remove(key(target.substring(0, query)));
      byte[] content = begun == null ? asked.body() : begun.content();
      String digest = target.substring(query + "?digest=".length());
      documents.put("/blobs/" + digest, new Document("application/octet-stream", content));
      send(out, asked, 201, "Location: " + target + "\r\n", NOTHING);
    } else {
      boolean begins = asked.method().equals("POST");
      String place = begins ? UPLOADS + uploads.incrementAndGet() : target;
      if (!begins) {
        documents.put(key(place), new Document("", asked.body()));
      }
      send(out, asked, 202, "Location: " + place + "\r\n", NOTHING);
    }
  }

  private static void send(OutputStream out, Asked asked, int status, String headers, byte[] body)
      throws IOException {
    String head =
        "HTTP/1.1 " + status + " x\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    if (!asked.method().equals("HEAD")) {
      answer.writeBytes(body);
    }
    answer.writeTo(out);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    scope.close();
  }
}
