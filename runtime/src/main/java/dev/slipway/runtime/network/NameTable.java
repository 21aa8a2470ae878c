package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who is called what, as the records of the host's networks say at the moment of the question: no
/// copy of them can be out of date.
record NameTable(Path state) {
  /// What is known about a name.
  sealed interface Found {}

  /// Values of the type that was asked for, none where the name has others.
  record Known(List<byte[]> values) implements Found {
    Known {
      values = List.copyOf(values);
    }
  }

  /// No container's name: others may know it.
  ///
  /// @param servers empty for those of the host
  record Elsewhere(List<String> servers) implements Found {
    Elsewhere {
      servers = List.copyOf(servers);
    }
  }

  /// No container's name, and who asks reaches nobody else.
  record Unreachable() implements Found {}

  /// Who asks is no container of these networks.
  record Stranger() implements Found {}

  /// Whether any container is on any of the networks.
  boolean isEmpty() throws IOException {
    for (Path directory : EndpointRecord.namedDirectories(state)) {
      for (EndpointRecord record : EndpointRecord.all(directory)) {
        if (record.alive()) {
          return false;
        }
      }
    }
    return true;
  }

  /// @param client the address that the question came from
  Found find(String client, DnsQuestion question) throws IOException {
    List<List<EndpointRecord>> networks = new ArrayList<>();
    String id = "";
    for (Path directory : EndpointRecord.namedDirectories(state)) {
      List<EndpointRecord> records =
          EndpointRecord.all(directory).stream().filter(EndpointRecord::alive).toList();
      networks.add(records);
      for (EndpointRecord record : records) {
        id = record.address().toString().equals(client) ? record.id() : id;
      }
    }
    if (id.isEmpty()) {
      return new Stranger();
    }
    String asking = id;
    networks.removeIf(records -> records.stream().noneMatch(one -> one.id().equals(asking)));
    Known known = question.type() == DnsQuestion.PTR ? name(networks, question) : null;
    List<EndpointRecord> called = called(networks, question.name());
    if (known == null && !called.isEmpty()) {
      known = new Known(values(called, question.type()));
    }
    return known == null ? elsewhere(networks, asking) : known;
  }

  private static Found elsewhere(List<List<EndpointRecord>> networks, String asking) {
    boolean closed = true;
    List<String> servers = new ArrayList<>();
    for (List<EndpointRecord> network : networks) {
      for (EndpointRecord record : network) {
        if (record.id().equals(asking)) {
          closed &= record.internal();
          servers.addAll(record.nameServers());
        }
      }
    }
    return closed ? new Unreachable() : new Elsewhere(servers.stream().distinct().toList());
  }

  /// `db`, or `db.back` for the one of the network `back`.
  private static List<EndpointRecord> called(List<List<EndpointRecord>> networks, String name) {
    List<EndpointRecord> called = new ArrayList<>();
    for (List<EndpointRecord> network : networks) {
      String suffix = "." + network.getFirst().network().toLowerCase(Locale.ROOT);
      String local =
          name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
      for (EndpointRecord record : network) {
        if (has(record, name) || has(record, local)) {
          called.add(record);
        }
      }
    }
    Collections.shuffle(called); // Each of several with one name gets its turn.
    return called;
  }

  private static boolean has(EndpointRecord record, String name) {
    return record.names().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static List<byte[]> values(List<EndpointRecord> called, int type) {
    List<byte[]> values = new ArrayList<>();
    for (EndpointRecord record : called) {
      Ipv6 address6 = record.address6();
      if (type == DnsQuestion.A) {
        values.add(ByteBuffer.allocate(4).putInt(record.address().value()).array());
      } else if (type == DnsQuestion.AAAA && address6 != null) {
        values.add(address6.bytes());
      }
    }
    return values;
  }

  /// Who has an address, for `2.0.18.172.in-addr.arpa`.
  private static @Nullable Known name(List<List<EndpointRecord>> networks, DnsQuestion question) {
    for (List<EndpointRecord> network : networks) {
      for (EndpointRecord record : network) {
        Ipv6 address6 = record.address6();
        boolean meant =
            reversed(record.address()).equals(question.name())
                || (address6 != null && reversed(address6).equals(question.name()));
        if (meant && !record.names().isEmpty()) {
          String name = record.names().getFirst() + "." + record.network();
          return new Known(List.of(DnsQuestion.encoded(name)));
        }
      }
    }
    return null;
  }

  private static String reversed(Ipv4 address) {
    int bytes = Integer.reverseBytes(address.value());
    return new Ipv4(bytes) + ".in-addr.arpa";
  }

  private static String reversed(Ipv6 address) {
    var text = new StringBuilder();
    byte[] bytes = address.bytes();
    for (int i = bytes.length - 1; i >= 0; i--) {
      text.append(Character.forDigit(bytes[i] & 15, 16)).append('.');
      text.append(Character.forDigit(bytes[i] >> 4 & 15, 16)).append('.');
    }
    return text + "ip6.arpa";
  }
}
