package dev.slipway.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An HTTP proxy on loopback: answers each `GET` itself, and leads each `CONNECT` to one port of
/// this machine.
final class RecordingProxy implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> requests = new ArrayList<>();
  private final int target;

  RecordingProxy(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  String address(String user) {
    return "http://" + user + "@127.0.0.1:" + socket.getLocalPort();
  }

  int port() {
    return socket.getLocalPort();
  }

  /// The heads of all requests, one text each.
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      synchronized (this) {
        requests.add(head);
      }
      OutputStream out = client.getOutputStream();
      if (head.startsWith("CONNECT ")) {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
          Thread back = Thread.ofVirtual().start(() -> copy(server, client));
          copy(client, server);
          back.join();
        }
      } else {
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nproxy\n"
                .getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException | InterruptedException broken) {
      // The client says what it missed.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException closed) {
      // So is the other way.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
