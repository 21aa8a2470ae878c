package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asked from the loopback, whose link every machine has: so the test is a container itself.
class NameServerTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int A = 1;
  private static final int PTR = 12;
  private static final int AAAA = 28;
  private static final int MX = 15;

  @TempDir Path state;
  private Path back;

  @BeforeEach
  void makeNetwork() throws IOException {
    back = Files.createDirectories(state.resolve("named/sw-back"));
  }

  private static EndpointRecord record(
      String id, String address, @Nullable String address6, boolean internal, String... names) {
    return new EndpointRecord(
        id,
        Ipv4.parse(address),
        address6 == null ? null : Ipv6.parse(address6),
        "lo",
        List.of(),
        "back",
        internal,
        List.of(names),
        List.of("127.0.0.1"));
  }

  private byte[] ask(String name, int type) throws IOException {
    return ask(name, type, 1);
  }

  /// @param upstreamPort where other name servers listen
  private byte[] ask(String name, int type, int upstreamPort) throws IOException {
    try (NameServer server =
            new NameServer(state, new InetSocketAddress(LOOPBACK, 0), upstreamPort);
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      byte[] question = question(name, type);
      client.send(
          new DatagramPacket(
              question, question.length, new InetSocketAddress(LOOPBACK, server.port())));
      boolean _ = server.answer(60_000);
      if (upstreamPort > 1) {
        boolean _ = server.answer(60_000);
      }
      var reply = new DatagramPacket(new byte[512], 512);
      client.receive(reply);
      return java.util.Arrays.copyOf(reply.getData(), reply.getLength());
    }
  }

  private static byte[] question(String name, int type) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var output = new DataOutputStream(bytes);
    output.write(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      output.writeByte(label.length());
      output.write(label.getBytes(StandardCharsets.US_ASCII));
    }
    output.writeByte(0);
    output.writeShort(type);
    output.writeShort(1);
    return bytes.toByteArray();
  }

  private static int code(byte[] reply) {
    return reply[3] & 15;
  }

  /// The values of the answers, whose names are all pointers to the question's.
  private static List<String> values(byte[] reply, String name) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(reply);
    List<String> values = new ArrayList<>();
    buffer.position(question(name, A).length);
    for (int i = 0; i < buffer.getShort(6); i++) {
      buffer.position(buffer.position() + 10);
      byte[] value = new byte[buffer.getShort()];
      buffer.get(value);
      values.add(
          value.length == 4 || value.length == 16
              ? InetAddress.getByAddress(value).getHostAddress()
              : new String(value, StandardCharsets.US_ASCII));
    }
    return values;
  }

  @Test
  void namesAndAliasesAreAnswered() throws Exception {
    record("me", "127.0.0.1", null, false, "me").write(back);
    record("db", "10.1.0.3", "fd00::3", false, "db", "store").write(back);
    record("two", "10.1.0.4", null, false, "two", "store").write(back);

    assertThat(values(ask("DB", A), "DB")).containsExactly("10.1.0.3");
    assertThat(values(ask("db.back", A), "db.back")).containsExactly("10.1.0.3");
    assertThat(values(ask("store", A), "store")).containsExactlyInAnyOrder("10.1.0.3", "10.1.0.4");
    assertThat(values(ask("db", AAAA), "db")).containsExactly("fd00:0:0:0:0:0:0:3");
    // A name that is there without such a value is no unknown name.
    byte[] none = ask("db", MX);
    assertThat(code(none)).isZero();
    assertThat(values(none, "db")).isEmpty();
    String reverse = "3.0.1.10.in-addr.arpa";
    assertThat(values(ask(reverse, PTR), reverse)).containsExactly("\2db\4back\0");
  }

  @Test
  void onlyNetworksOfTheAskingContainerAreTold() throws Exception {
    Path other = Files.createDirectories(state.resolve("named/sw-other"));
    record("me", "127.0.0.1", null, true, "me").write(back);
    record("db", "10.2.0.3", null, true, "db").write(other);

    assertThat(code(ask("db", A))).isEqualTo(2);
    record("me", "10.2.0.9", null, true, "me").write(other);
    assertThat(values(ask("db", A), "db")).containsExactly("10.2.0.3");
  }

  @Test
  void strangersAreRefused() throws Exception {
    record("db", "10.1.0.3", null, false, "db").write(back);

    assertThat(code(ask("db", A))).isEqualTo(5);
  }

  @Test
  void otherNamesAreAskedForElsewhere() throws Exception {
    record("me", "127.0.0.1", null, false, "me").write(back);
    try (var upstream = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      Thread answering = Thread.ofPlatform().start(() -> echo(upstream));
      byte[] reply = ask("example.org", A, upstream.getLocalPort());
      answering.join();

      assertThat(reply).hasSize(question("example.org", A).length);
      assertThat(reply[2] & 0x80).isEqualTo(0x80);
    }
  }

  /// Answers one question by itself.
  private static void echo(DatagramSocket upstream) {
    try {
      var asked = new DatagramPacket(new byte[512], 512);
      upstream.receive(asked);
      asked.getData()[2] |= (byte) 0x80;
      SocketAddress client = asked.getSocketAddress();
      upstream.send(new DatagramPacket(asked.getData(), asked.getLength(), client));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void whoIsGoneIsUnknownAndTheLastLeavesNobody() throws Exception {
    var gone =
        new EndpointRecord(
            "me",
            Ipv4.parse("127.0.0.1"),
            null,
            "swnosuchlink",
            List.of(),
            "back",
            false,
            List.of("me"),
            List.of());
    gone.write(back);

    assertThat(code(ask("me", A))).isEqualTo(5);
    assertThat(new NameTable(state).isEmpty()).isTrue();
  }
}
