package dev.slipway.improve.prove;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The files of a running container, as its program sees them: symbolic links stay inside.
final class ContainerRootView implements AutoCloseable {
  /// Where Go's own TLS looks, in its order.
  private static final String[] BUNDLES = {
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem"
  };

  private static final int LARGEST = 8 << 20;

  /// What a program that has time zones of its own says somewhere.
  private static final byte[] OWN_ZONES = "time/tzdata".getBytes(StandardCharsets.US_ASCII);

  private final DirectoryHandle root;
  private final long pid;

  ContainerRootView(long pid) throws LinuxException {
    this.pid = pid;
    root = DirectoryHandle.open(Path.of("/proc/" + pid + "/root"));
  }

  private byte @Nullable [] read(String path) {
    try (OpenFile file = root.openFileInRoot(path.getBytes(StandardCharsets.UTF_8));
        InputStream stream = file.inputStream()) {
      return file.status().isRegularFile() ? stream.readNBytes(LARGEST) : null;
    } catch (IOException absent) {
      return null;
    }
  }

  /// `142 in /etc/ssl/certs/ca-certificates.crt`; empty for none.
  String certificates(Map<String, String> environment) {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    for (String path : named.isEmpty() ? BUNDLES : new String[] {named}) {
      byte[] bytes = read(path);
      if (bytes != null) {
        int count = count(new String(bytes, StandardCharsets.ISO_8859_1));
        return count + " in " + path;
      }
    }
    return "";
  }

  private static int count(String text) {
    int count = 0;
    for (int at = text.indexOf("-BEGIN CERT"); at >= 0; at = text.indexOf("-BEGIN CERT", at + 1)) {
      count++;
    }
    return count;
  }

  /// The local time zone's rules. A zone that is named, but of which nothing is known here, is UTC:
  /// so do Go and the C library read it.
  String zone(Map<String, String> environment, boolean ownZones) {
    String named = environment.get("TZ");
    if (named == null) {
      String rules = rules("/etc/localtime");
      return rules.isEmpty() || rules.equals("UTC0") ? "UTC" : rules;
    }
    String name = named.startsWith(":") ? named.substring(1) : named;
    if (name.isEmpty() || name.equals("UTC")) {
      return "UTC";
    }
    String path = name.startsWith("/") ? name : "/usr/share/zoneinfo/" + name;
    boolean known = !rules(path).isEmpty() || (ownZones && !name.startsWith("/"));
    return known ? name : "UTC";
  }

  /// The last line of a zone's file: `CET-1CEST,M3.5.0,M10.5.0/3`.
  private String rules(String path) {
    byte[] bytes = read(path);
    if (bytes == null) {
      return "";
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n');
    int start = end < 1 ? -1 : text.lastIndexOf('\n', end - 1);
    return !text.startsWith("TZif") ? "" : start < 0 ? "unnamed" : text.substring(start + 1, end);
  }

  /// Whether the program has time zones in itself.
  boolean ownZones() {
    try (InputStream program = Files.newInputStream(Path.of("/proc/" + pid + "/exe"))) {
      var window = new byte[1 << 16];
      int kept = 0;
      while (true) {
        int read = program.readNBytes(window, kept, window.length - kept);
        int have = kept + read;
        if (contains(window, have)) {
          return true;
        }
        if (read == 0) {
          return false;
        }
        kept = Math.min(have, OWN_ZONES.length - 1);
        System.arraycopy(window, have - kept, window, 0, kept);
      }
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean contains(byte[] bytes, int length) {
    for (int at = 0; at + OWN_ZONES.length <= length; at++) {
      int i = 0;
      while (i < OWN_ZONES.length && bytes[at + i] == OWN_ZONES[i]) {
        i++;
      }
      if (i == OWN_ZONES.length) {
        return true;
      }
    }
    return false;
  }

  /// Those directories in which a user may make files.
  ///
  /// @param user `uid:gid`
  List<String> writable(String user, Iterable<String> directories) {
    int colon = user.indexOf(':');
    if (colon < 0) {
      return List.of();
    }
    long uid = Long.parseLong(user.substring(0, colon));
    long gid = Long.parseLong(user.substring(colon + 1));
    var found = new TreeSet<String>();
    for (String directory : directories) {
      try {
        FileStatus status = root.statusInRoot(directory.getBytes(StandardCharsets.UTF_8));
        if (status.isDirectory() && mayWrite(status, uid, gid)) {
          found.add(directory);
        }
      } catch (LinuxException _) {
        // What is not there cannot be written in.
      }
    }
    return new ArrayList<>(found);
  }

  private static boolean mayWrite(FileStatus status, long uid, long gid) {
    if (uid == 0) {
      return true;
    }
    int shift = status.uid() == uid ? 6 : status.gid() == gid ? 3 : 0;
    return ((status.permissions() >> shift) & 3) == 3;
  }

  @Override
  public void close() {
    root.close();
  }
}
