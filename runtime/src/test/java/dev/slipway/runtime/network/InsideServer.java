package dev.slipway.runtime.network;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small web server inside a namespace, on port 80, and requests from inside and outside.
final class InsideServer implements AutoCloseable {
  private final Process process;

  InsideServer(NetworkEndpoint endpoint, Path folder, String text) throws Exception {
    Files.writeString(folder.resolve("index.html"), text);
    process = start(endpoint, "busybox", "httpd", "-f", "-p", "80", "-h", folder.toString());
    while (get(endpoint, endpoint.address(), 80).isEmpty()) {
      Thread.sleep(10);
    }
  }

  /// What the command prints inside; nothing where it fails.
  static String run(NetworkEndpoint endpoint, String... command) throws Exception {
    Process process = start(endpoint, command);
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? output : "";
  }

  static String get(NetworkEndpoint endpoint, String host, int port) throws Exception {
    return run(
        endpoint, "curl", "-s", "--max-time", "2", "http://" + host + ":" + port + "/index.html");
  }

  String getFromHost(String host, int port) throws IOException {
    var connection =
        URI.create("http://" + host + ":" + port + "/index.html").toURL().openConnection();
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(2000);
    try (var body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Process start(NetworkEndpoint endpoint, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("nsenter", "--net=" + endpoint.namespace(), "--"));
    words.addAll(List.of(command));
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
