package dev.slipway.improve.prove;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Asks a port of this machine, as simply as HTTP/1.1 allows.
final class HttpClient {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int PATIENCE = 10_000;
  private static final int LARGEST = 4 << 20;

  private HttpClient() {}

  /// What a port does when it is asked for `/`.
  enum Reach {
    CLOSED,
    /// It takes connections, and answers in something else than HTTP, or not.
    SILENT,
    ANSWERS
  }

  static Reach reach(int port) {
    if (ask(port, HttpRequest.ROOT) != null) {
      return Reach.ANSWERS;
    }
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), PATIENCE);
      return Reach.SILENT;
    } catch (IOException closed) {
      return Reach.CLOSED;
    }
  }

  /// Null where nobody answers in HTTP.
  static @Nullable HttpAnswer ask(int port, HttpRequest request) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), PATIENCE);
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
      return parse(read(socket.getInputStream()));
    } catch (IOException silent) {
      return null;
    }
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
  }

  static @Nullable HttpAnswer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.") || end < 12) {
      return null;
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    String[] status = lines[0].split(" ", 3);
    String contentType = "";
    boolean chunked = false;
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-type:")) {
        contentType = line.substring("content-type:".length()).strip();
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    String body = text.substring(end + 4);
    return new HttpAnswer(number(status[1], 10), contentType, chunked ? unchunked(body) : body);
  }

  private static int number(String text, int radix) {
    try {
      return Integer.parseInt(text.strip(), radix);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String unchunked(String body) {
    var text = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int size = line < 0 ? 0 : number(body.substring(at, line).split(";", 2)[0], 16);
      if (size <= 0 || line + 2 + size > body.length()) {
        return text.toString();
      }
      text.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
