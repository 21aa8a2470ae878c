package dev.slipway.improve.prove;

import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.trace.Accesses;
import dev.slipway.improve.trace.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What both programs asked of the kernel, side by side. A file that the original has opened and
/// the other asks for in vain is a difference; one that the other does not ask for is not: it may
/// be linked otherwise.
final class SeenComparison {
  /// Without these, programs do the same: what is in them is built in, or is asked of the kernel.
  private static final List<String> DISPENSABLE =
      List.of(
          "/proc",
          "/sys",
          "/dev",
          "/etc/nsswitch.conf",
          "/etc/localtime",
          "/etc/host.conf",
          "/etc/gai.conf",
          "/etc/services",
          "/etc/protocols",
          "/etc/ld.so.cache",
          "/etc/ld.so.preload");

  private static final String ZONES = "/usr/share/zoneinfo";
  private static final List<String> CERTIFICATES =
      List.of("/etc/ssl", "/etc/pki", "/usr/share/ca-certificates", "/usr/local/share/certs");
  private static final int DISCARD = 9;

  private final Observation before;
  private final Observation after;
  private final Accesses one;
  private final Accesses other;
  private final List<Evidence> evidence = new ArrayList<>();

  private SeenComparison(Observation before, Observation after, Accesses one, Accesses other) {
    this.before = before;
    this.after = after;
    this.one = one;
    this.other = other;
  }

  static List<Evidence> of(Observation before, Observation after) {
    String why = reason(before.watched());
    why = why.isEmpty() ? reason(after.watched()) : why;
    if (before.watched() instanceof Watched.Seen(Accesses one)
        && after.watched() instanceof Watched.Seen(Accesses other)) {
      var comparison = new SeenComparison(before, after, one, other);
      comparison.files();
      comparison.programs();
      comparison.names();
      comparison.connections();
      comparison.certificates();
      comparison.zones();
      return comparison.evidence;
    }
    var missing = new ArrayList<Evidence>();
    for (String what :
        new String[] {
          "files it opens", "programs it starts", "DNS and TLS from inside", "time zones by name"
        }) {
      missing.add(new Evidence(what, Verdict.NOT_COMPARED, "", why));
    }
    return missing;
  }

  private static String reason(Watched watched) {
    return switch (watched) {
      case Watched.Seen(_) -> "";
      case Watched.NotSeen(String why) -> why;
    };
  }

  private void add(String what, Verdict verdict, String original, String improved) {
    evidence.add(new Evidence(what, verdict, original, improved));
  }

  private void files() {
    var missing = new ArrayList<String>();
    for (String path : own(one.opened())) {
      String error = other.failed().get(path);
      if (error != null) {
        missing.add(path + " (" + error + ")");
      }
    }
    for (Map.Entry<String, String> failed : other.failedWrites().entrySet()) {
      String folder = parent(failed.getKey());
      boolean could = one.written().stream().anyMatch(path -> parent(path).equals(folder));
      boolean can = other.written().stream().anyMatch(path -> parent(path).equals(folder));
      if (could && !can && own(failed.getKey())) {
        missing.add("a new one in " + folder + " (" + failed.getValue() + ")");
      }
    }
    SortedSet<String> original = own(one.opened());
    SortedSet<String> improved = own(other.opened());
    if (!missing.isEmpty()) {
      add("files it opens", Verdict.DIFFERENT, "opened", "not: " + String.join(", ", missing));
      return;
    }
    boolean same = original.equals(improved);
    add(
        "files it opens",
        same ? Verdict.SAME : Verdict.CHANGED,
        same ? counted(original) : only(original, improved),
        same ? counted(improved) : only(improved, original));
  }

  private static String counted(SortedSet<String> files) {
    return files.isEmpty() ? "none" : String.join(" ", files);
  }

  private static String only(SortedSet<String> these, SortedSet<String> those) {
    var only = new TreeSet<>(these);
    only.removeAll(those);
    return only.isEmpty() ? "" : "also " + String.join(" ", only);
  }

  private static SortedSet<String> own(SortedSet<String> paths) {
    var own = new TreeSet<String>();
    for (String path : paths) {
      if (own(path)) {
        own.add(path);
      }
    }
    return own;
  }

  /// Libraries are another way to link; certificates and time zones have rows of their own.
  private static boolean own(String path) {
    boolean library = path.contains("/lib") && (path.contains(".so.") || path.endsWith(".so"));
    return !library
        && !path.equals("/")
        && !isBelow(path, DISPENSABLE)
        && !isBelow(path, CERTIFICATES)
        && !isZone(path);
  }

  private static boolean isZone(String path) {
    return path.startsWith(ZONES + "/") || path.contains("/zoneinfo") || path.equals(ZONES);
  }

  private static boolean isBelow(String path, List<String> places) {
    for (String place : places) {
      if (path.equals(place) || path.startsWith(place + "/")) {
        return true;
      }
    }
    return false;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private void programs() {
    SortedSet<String> original = names(one.started());
    SortedSet<String> improved = names(other.started());
    if (original.isEmpty() && improved.isEmpty()) {
      return;
    }
    boolean lost = !improved.containsAll(original);
    Verdict verdict =
        lost ? Verdict.DIFFERENT : original.equals(improved) ? Verdict.SAME : Verdict.CHANGED;
    add("programs it starts", verdict, counted(original), counted(improved));
  }

  private static SortedSet<String> names(SortedSet<String> paths) {
    var names = new TreeSet<String>();
    for (String path : paths) {
      names.add(path.substring(path.lastIndexOf('/') + 1));
    }
    return names;
  }

  private void names() {
    asked("DNS from inside", one.asksNames(), other.asksNames(), "it asked no name server");
  }

  private void asked(String what, boolean original, boolean improved, String never) {
    if (!original && !improved) {
      add(what, Verdict.NOT_COMPARED, "", never);
      return;
    }
    Verdict verdict =
        original == improved ? Verdict.SAME : original ? Verdict.DIFFERENT : Verdict.CHANGED;
    add(what, verdict, original ? "asks" : "does not ask", improved ? "asks" : "does not ask");
  }

  /// Ports are compared, not addresses: a name has many.
  private void connections() {
    var original = outgoing(one);
    var improved = outgoing(other);
    if (original.isEmpty() && improved.isEmpty()) {
      return;
    }
    boolean lost = !improved.containsAll(original);
    Verdict verdict =
        lost ? Verdict.DIFFERENT : original.equals(improved) ? Verdict.SAME : Verdict.CHANGED;
    add("connects to ports", verdict, words(original), words(improved));
  }

  /// Go asks for its own address by a connection to the discard port, which sends nothing.
  private static SortedSet<Integer> outgoing(Accesses accesses) {
    var ports = new TreeSet<>(accesses.ports());
    ports.remove(0);
    ports.remove(DISCARD);
    ports.remove(53);
    return ports;
  }

  private static String words(SortedSet<Integer> ports) {
    var text = new StringBuilder();
    for (int port : ports) {
      text.append(text.isEmpty() ? "" : " ").append(port);
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  /// Certificates are read at the first connection that needs them.
  private void certificates() {
    boolean original = reads(one, CERTIFICATES);
    boolean improved = reads(other, CERTIFICATES);
    if (!original && !improved) {
      add("TLS from inside", Verdict.NOT_COMPARED, "", "it read no certificates");
      return;
    }
    boolean same = original == improved;
    add(
        "TLS from inside",
        same ? Verdict.SAME : original ? Verdict.DIFFERENT : Verdict.CHANGED,
        trusted(original, before),
        trusted(improved, after));
  }

  private static String trusted(boolean reads, Observation seen) {
    String known = seen.inside().map(Inside::certificates).orElse("");
    return reads
        ? "trusts " + (known.isEmpty() ? "certificates that it read" : known)
        : "trusts nobody";
  }

  private static boolean reads(Accesses accesses, List<String> places) {
    for (String path : accesses.opened()) {
      boolean file = path.endsWith(".crt") || path.endsWith(".pem") || path.endsWith(".0");
      if (file && isBelow(path, places)) {
        return true;
      }
    }
    return false;
  }

  /// A zone that the original loads by its name must be known to the other, from files or from
  /// itself.
  private void zones() {
    var zones = new TreeSet<String>();
    for (String path : one.opened()) {
      if (isZone(path)) {
        zones.add(path);
      }
    }
    if (zones.isEmpty()) {
      add("time zones by name", Verdict.NOT_COMPARED, "", "it loaded none");
      return;
    }
    boolean own = after.inside().map(Inside::ownZones).orElse(false);
    var lost = new TreeSet<String>();
    for (String path : zones) {
      if (!other.opened().contains(path) && !own) {
        lost.add(path);
      }
    }
    add(
        "time zones by name",
        lost.isEmpty() ? Verdict.SAME : Verdict.DIFFERENT,
        counted(zones),
        !lost.isEmpty() ? "not: " + counted(lost) : own ? "in the program" : counted(zones));
  }
}
