package dev.slipway.improve.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what strace wrote. What happened before the program was started counts for nothing: the
/// runtime's own work, and a toolchain's that made the program at the start.
public final class TraceReader {
  private final TreeSet<String> opened = new TreeSet<>();
  private final TreeSet<String> written = new TreeSet<>();
  private final TreeMap<String, String> failed = new TreeMap<>();
  private final TreeMap<String, String> failedWrites = new TreeMap<>();
  private final TreeSet<String> started = new TreeSet<>();
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private String directory = "/";

  private TraceReader() {}

  /// @param program the process that is the program in the end, as the host numbers it; 0 where it
  ///   has ended, for the first process or what `go run` made
  public static Accesses read(Path log, long program) throws IOException {
    var reader = new TraceReader();
    String wanted = program == 0 ? made(log) : Long.toString(program);
    Start start = start(log, wanted);
    reader.collect(log, start);
    reader.failed.keySet().removeAll(reader.opened);
    reader.failed.keySet().removeAll(reader.started);
    reader.failedWrites.keySet().removeAll(reader.written);
    return new Accesses(
        reader.opened,
        reader.written,
        reader.failed,
        reader.failedWrites,
        reader.started,
        reader.ports);
  }

  /// Where the program begins.
  ///
  /// @param line of its last `execve`, from 0
  /// @param others those that were there before it
  private record Start(long line, Set<String> others) {}

  /// The process that became what `go run` had made; the first one where there is none.
  private static String made(Path log) throws IOException {
    String first = "";
    try (BufferedReader lines = open(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String number = number(line);
        first = first.isEmpty() ? number : first;
        boolean exec = line.contains(" execve(\"") && line.endsWith(" = 0");
        if (exec && line.contains("/go-build") && line.contains("/exe/")) {
          return number;
        }
      }
    }
    return first;
  }

  private static Start start(Path log, String program) throws IOException {
    long at = 0;
    long start = -1;
    var before = new HashSet<String>();
    var others = new HashSet<String>();
    try (BufferedReader lines = open(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine(), at++) {
        String number = number(line);
        before.add(number);
        boolean exec = line.contains("execve") && line.endsWith(" = 0");
        if (number.equals(program) && exec) {
          start = at;
          others = new HashSet<>(before);
          others.remove(program);
        }
      }
    }
    return new Start(start, others);
  }

  /// Each byte a character: what is not ASCII is escaped.
  private static BufferedReader open(Path log) throws IOException {
    return Files.newBufferedReader(log, StandardCharsets.ISO_8859_1);
  }

  private static String number(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? "" : line.substring(0, blank);
  }

  private void collect(Path log, Start start) throws IOException {
    long at = 0;
    try (BufferedReader lines = open(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine(), at++) {
        String number = number(line);
        if (at > start.line() && !start.others().contains(number)) {
          line(number, line.substring(number.length()).strip());
        }
      }
    }
  }

  private void line(String number, String words) {
    String whole = words;
    if (whole.endsWith("<unfinished ...>")) {
      unfinished.put(number, whole.substring(0, whole.length() - "<unfinished ...>".length()));
      return;
    }
    if (whole.startsWith("<... ")) {
      String begun = unfinished.remove(number);
      int end = whole.indexOf(" resumed>");
      if (begun == null || end < 0) {
        return;
      }
      whole = begun + whole.substring(end + " resumed>".length());
    }
    SystemCall call = SystemCall.parse(whole);
    if (call != null) {
      take(call);
    }
  }

  private void take(SystemCall call) {
    List<String> arguments = call.arguments();
    switch (call.name()) {
      case "connect" -> connect(call);
      case "execve" -> exec(call);
      case "open", "creat" -> opened(call, path("", arguments.getFirst()), flags(call, 1));
      case "openat", "openat2" -> opened(call, beneath(arguments), flags(call, 2));
      case "mkdir" -> opened(call, path("", arguments.getFirst()), "O_CREAT");
      case "mkdirat" -> opened(call, beneath(arguments), "O_CREAT");
      case "newfstatat", "statx", "faccessat", "faccessat2", "readlinkat" ->
          looked(call, beneath(arguments));
      default -> looked(call, path("", arguments.getFirst()));
    }
  }

  private static String flags(SystemCall call, int at) {
    if (call.name().equals("creat")) {
      return "O_CREAT";
    }
    return at < call.arguments().size() ? call.arguments().get(at) : "";
  }

  private @Nullable String beneath(List<String> arguments) {
    return arguments.size() < 2 ? null : path(arguments.getFirst(), arguments.get(1));
  }

  /// @param base `AT_FDCWD</app>`, `5</etc>`, or nothing
  private @Nullable String path(String base, String argument) {
    String text = SystemCall.text(argument);
    if (text == null || text.isEmpty()) {
      return null;
    }
    int open = base.indexOf('<');
    String folder =
        open < 0 || !base.endsWith(">") ? directory : base.substring(open + 1, base.length() - 1);
    if (base.startsWith("AT_FDCWD<")) {
      directory = folder;
    }
    String whole = text.startsWith("/") ? text : folder + "/" + text;
    return whole.startsWith("/") ? Path.of(whole).normalize().toString() : null;
  }

  private void opened(SystemCall call, @Nullable String path, String flags) {
    if (path == null) {
      return;
    }
    boolean writes =
        flags.contains("O_WRONLY") || flags.contains("O_RDWR") || flags.contains("O_CREAT");
    if (call.worked()) {
      opened.add(path);
      if (writes) {
        written.add(path);
      }
    } else if (call.failed()) {
      failed.put(path, call.error());
      if (writes) {
        failedWrites.put(path, call.error());
      }
    }
  }

  private void looked(SystemCall call, @Nullable String path) {
    if (path != null && call.failed()) {
      failed.put(path, call.error());
    }
  }

  private void exec(SystemCall call) {
    String path = path("", call.arguments().getFirst());
    if (path != null && call.worked()) {
      started.add(path);
    } else if (path != null && call.failed()) {
      failed.put(path, call.error());
    }
  }

  /// `connect(7<...>, {sa_family=AF_INET, sin_port=htons(53), ...}, 16)`
  private void connect(SystemCall call) {
    String address = call.arguments().size() < 2 ? "" : call.arguments().get(1);
    int at = address.indexOf("_port=htons(");
    if (at < 0) {
      return;
    }
    int start = at + "_port=htons(".length();
    int end = address.indexOf(')', start);
    try {
      ports.add(Integer.parseInt(address.substring(start, end)));
    } catch (NumberFormatException | StringIndexOutOfBoundsException cut) {
      // A line that the end of the watching cut off says nothing.
    }
  }
}
