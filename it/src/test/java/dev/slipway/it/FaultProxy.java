package dev.slipway.it;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Stands between a client and a registry, hands everything on, and does one thing wrong with one
/// request, or with every request from one on.
final class FaultProxy implements AutoCloseable {
  /// What goes wrong.
  enum Fault {
    /// The connection is closed before anything is sent on.
    CUT_REQUEST,
    /// The registry has it, the answer is lost.
    CUT_ANSWER,
    CUT_IN_HEAD,
    CUT_IN_BODY,
    /// As many bytes of the request's body are passed on as make half of it.
    CUT_IN_REQUEST_BODY,
    STALL_BEFORE_ANSWER,
    STALL_IN_BODY,
    /// The body is shorter, and its length says so.
    SHORTER,
    /// The body is longer, and its length says so.
    LONGER,
    CORRUPT,
    REDIRECT,
    LYING_DIGEST,
    STATUS_401,
    STATUS_403,
    STATUS_404,
    STATUS_413,
    STATUS_429,
    STATUS_500,
    STATUS_502,
    STATUS_503;

    /// The status that is answered in the registry's place; 0 for none.
    int status() {
      return name().startsWith("STATUS_") ? Integer.parseInt(name().substring(7)) : 0;
    }
  }

  private final ServerSocket server;
  private final int upstream;
  private final Fault fault;
  private final Turn turn;
  private final String path; // What is held; empty is nothing.
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> seen = new ArrayList<>();
  private final List<String> heads = new ArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Whether it is this request with which it goes wrong.
  @FunctionalInterface
  private interface Turn {
    boolean is(int number, String head);
  }

  private FaultProxy(String upstream, Fault fault, Turn turn) throws IOException {
    this(upstream, fault, turn, "");
  }

  private FaultProxy(String upstream, Fault fault, Turn turn, String path) throws IOException {
    this.path = path;
    this.upstream = Integer.parseInt(upstream.substring(upstream.indexOf(':') + 1));
    this.fault = fault;
    this.turn = turn;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Only counts.
  static FaultProxy honest(String upstream) throws IOException {
    return new FaultProxy(upstream, Fault.CORRUPT, (_, _) -> false);
  }

  /// @param request number, from 0
  static FaultProxy once(String upstream, Fault fault, int request) throws IOException {
    return new FaultProxy(upstream, fault, (number, _) -> number == request);
  }

  static FaultProxy from(String upstream, Fault fault, int request) throws IOException {
    return new FaultProxy(upstream, fault, (number, _) -> number >= request);
  }

  /// With the first request alone whose method and path begin so.
  static FaultProxy onceAt(String upstream, Fault fault, String beginning) throws IOException {
    var done = new AtomicBoolean();
    return new FaultProxy(
        upstream,
        fault,
        (_, head) -> head.startsWith(beginning) && done.compareAndSet(false, true));
  }

  /// Gives half of what is asked for by a path that ends so, and the rest after [#release].
  static FaultProxy holding(String upstream, String path) throws IOException {
    return new FaultProxy(upstream, Fault.CORRUPT, (_, _) -> false, path + " ");
  }

  /// Waits until somebody has half of it.
  void awaitHeld() throws InterruptedException {
    if (!held.await(5, TimeUnit.MINUTES)) {
      throw new AssertionError("nobody asked for " + path + "only for " + seen());
    }
  }

  void release() {
    released.countDown();
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  /// Method and path of each request, in the order of their coming.
  synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  /// The whole heads of these.
  synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  private synchronized int count(String head) {
    heads.add(head);
    seen.add(head.substring(0, Math.max(0, head.indexOf(" HTTP/"))));
    return requests.getAndIncrement();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException end) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      sockets.add(registry);
      exchange(client, registry);
    } catch (IOException | InterruptedException cut) {
      // Either end may go at any time.
    }
  }

  private void exchange(Socket client, Socket registry) throws IOException, InterruptedException {
    InputStream in = client.getInputStream();
    String head = head(in);
    if (head.isEmpty()) {
      return;
    }
    int number = count(head);
    @Nullable Fault wrong = turn.is(number, head) ? fault : null;
    if (wrong == Fault.CUT_REQUEST) {
      return;
    }
    if (wrong != null && (wrong.status() > 0 || wrong == Fault.REDIRECT)) {
      passBody(in, head, OutputStream.nullOutputStream(), false);
      answerFor(wrong, head, client.getOutputStream());
      return;
    }
    OutputStream out = registry.getOutputStream();
    out.write(
        head.replaceFirst("\r\n", "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    if (!passBody(in, head, out, wrong == Fault.CUT_IN_REQUEST_BODY)) {
      return;
    }
    out.flush();
    boolean hold = !path.isEmpty() && head.contains(path);
    answer(registry.getInputStream(), client.getOutputStream(), wrong, hold);
  }

  private void answerFor(Fault wrong, String head, OutputStream out) throws IOException {
    String path = head.split(" ", 3)[1];
    String answer =
        wrong == Fault.REDIRECT
            ? "HTTP/1.1 307 Moved\r\nLocation: " + path
            : "HTTP/1.1 " + wrong.status() + " Wrong\r\nRetry-After: 0";
    out.write(
        (answer + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void answer(
      InputStream registry, OutputStream client, @Nullable Fault wrong, boolean holding)
      throws IOException, InterruptedException {
    String head = head(registry);
    byte[] body = registry.readAllBytes();
    if (wrong == Fault.CUT_ANSWER) {
      return;
    }
    if (wrong == Fault.STALL_BEFORE_ANSWER) {
      closed.await();
      return;
    }
    byte[] changed = changed(body, wrong);
    byte[] text = head(head, body, changed, wrong).getBytes(StandardCharsets.ISO_8859_1);
    client.write(text, 0, wrong == Fault.CUT_IN_HEAD ? text.length / 2 : text.length);
    boolean hold = holding && body.length > 0;
    boolean half = hold || wrong == Fault.CUT_IN_BODY || wrong == Fault.STALL_IN_BODY;
    if (wrong != Fault.CUT_IN_HEAD) {
      client.write(changed, 0, half ? changed.length / 2 : changed.length);
    }
    client.flush();
    if (wrong == Fault.STALL_IN_BODY) {
      closed.await();
    }
    if (hold) {
      held.countDown();
      released.await();
      client.write(changed, changed.length / 2, changed.length - changed.length / 2);
      client.flush();
    }
  }

  private static byte[] changed(byte[] body, @Nullable Fault wrong) {
    if (wrong == Fault.CORRUPT && body.length > 0) {
      byte[] changed = body.clone();
      changed[body.length / 2] ^= 1;
      return changed;
    }
    if (wrong == Fault.SHORTER) {
      return Arrays.copyOf(body, body.length * 2 / 3);
    }
    return wrong == Fault.LONGER ? Arrays.copyOf(body, body.length + 100) : body;
  }

  private static String head(String head, byte[] body, byte[] changed, @Nullable Fault wrong) {
    String text = head;
    if (body.length != changed.length) {
      text =
          text.replaceFirst(
              "(?i)\r\nContent-Length: [0-9]+", "\r\nContent-Length: " + changed.length);
    }
    if (wrong == Fault.LYING_DIGEST) {
      text =
          text.replaceFirst(
              "(?i)(Docker-Content-Digest: sha256:)[0-9a-f]{64}", "$1" + "0".repeat(64));
    }
    return text;
  }

  /// With its empty line; empty at the end of the connection.
  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int value = in.read();
      if (value < 0) {
        return "";
      }
      head.write(value);
      matched = value == "\r\n\r\n".charAt(matched) ? matched + 1 : value == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /// @return false: it was cut
  private static boolean passBody(InputStream in, String head, OutputStream out, boolean cut)
      throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      return passChunks(in, out, cut);
    }
    int at = lower.indexOf("\r\ncontent-length: ");
    if (at < 0) {
      return !cut;
    }
    int start = at + "\r\ncontent-length: ".length();
    long length = Long.parseLong(head.substring(start, head.indexOf("\r\n", start)));
    pass(in, out, cut ? length / 2 : length);
    return !cut;
  }

  private static boolean passChunks(InputStream in, OutputStream out, boolean cut)
      throws IOException {
    while (true) {
      var line = new ByteArrayOutputStream();
      for (int value = in.read(); value != '\n'; value = in.read()) {
        if (value < 0) {
          throw new EOFException();
        }
        line.write(value);
      }
      String size = line.toString(StandardCharsets.ISO_8859_1);
      out.write((size + "\n").getBytes(StandardCharsets.ISO_8859_1));
      int length = Integer.parseInt(size.strip(), 16);
      if (cut) {
        pass(in, out, length / 2);
        return false;
      }
      pass(in, out, length + 2);
      if (length == 0) {
        return true;
      }
    }
  }

  private static void pass(InputStream in, OutputStream out, long count) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    released.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
