package dev.slipway.image.contents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whose code a Go program has: the table that Go's own stack traces use names each function, also
/// in programs without symbols.
final class GoModules {
  private static final int GO_1_18 = 0xfffffff0;
  private static final int GO_1_20 = 0xfffffff1;
  private static final int VALUES = 32;
  private static final int FRAME = 16;

  /// What the compiler makes to compare values of a package's types.
  private static final List<String> COMPARISONS =
      List.of("type..eq.", "type:.eq.", "type..hash.", "type:.hash.");

  private static final String STANDARD = "standard library";

  private final List<String> modules;
  private final Map<String, String> versions;
  private final Map<String, Share> shares = new TreeMap<>();
  private final Map<String, String> known = new HashMap<>();

  private GoModules(List<String> modules, Map<String, String> versions) {
    this.modules = modules;
    this.versions = versions;
  }

  /// Empty for what Go did not make, or made before 1.18.
  static List<Share> of(ElfFile file) {
    ByteBuffer table = file.section(".gopclntab");
    table = table == null ? file.section(".data.rel.ro.gopclntab") : table;
    if (table == null || table.limit() < 72) {
      return List.of();
    }
    int magic = table.getInt(0);
    boolean known = magic == GO_1_18 || magic == GO_1_20;
    if (!known || table.get(7) != 8) {
      return List.of();
    }
    try {
      GoModules reader = reader(file.section(".go.buildinfo"));
      reader.functions(table);
      return Share.sorted(reader.shares.values());
    } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
      return List.of();
    }
  }

  /// Each function takes the bytes up to the next one.
  private void functions(ByteBuffer table) {
    int count = Math.toIntExact(table.getLong(8));
    int names = Math.toIntExact(table.getLong(32));
    int functions = Math.toIntExact(table.getLong(64));
    for (int i = 0; i < count; i++) {
      int at = functions + i * 8;
      long bytes =
          Integer.toUnsignedLong(table.getInt(at + 8)) - Integer.toUnsignedLong(table.getInt(at));
      int name = table.getInt(functions + table.getInt(at + 4) + 4);
      String module = module(packageOf(table, names + name));
      Share share = shares.get(module);
      shares.put(module, (share == null ? new Share(module, 0, 0) : share).plus(bytes));
    }
  }

  /// `github.com/gin-gonic/gin` of `github.com/gin-gonic/gin.(*Engine).Run`.
  private static String packageOf(ByteBuffer table, int start) {
    int end = start;
    int dot = -1;
    for (byte b = table.get(end); b != 0 && b != '(' && b != '['; b = table.get(++end)) {
      if (b == '/') {
        dot = -1;
      } else if (b == '.' && dot < 0) {
        dot = end;
      }
    }
    var text = new byte[(dot < 0 ? end : dot) - start];
    table.get(start, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private String module(String name) {
    return known.computeIfAbsent(name, this::find);
  }

  private String find(String escaped) {
    String name = escaped.replace("%2e", ".");
    for (String made : COMPARISONS) {
      name = name.startsWith(made) ? name.substring(made.length()) : name;
    }
    String best = "";
    for (String module : modules) {
      boolean within = name.equals(module) || name.startsWith(module + "/");
      if (within && module.length() > best.length()) {
        best = module;
      }
    }
    if (!best.isEmpty()) {
      String version = versions.getOrDefault(best, "");
      return version.isEmpty() ? best : best + " " + version;
    }
    if (name.equals("main")) {
      return modules.isEmpty() ? "main" : modules.getFirst();
    }
    int slash = name.indexOf('/');
    String first = slash < 0 ? name : name.substring(0, slash);
    return first.contains(".") ? name : STANDARD;
  }

  /// What the build wrote of its modules: `mod path version`, `dep path version sum`.
  private static GoModules reader(@Nullable ByteBuffer info) {
    var modules = new ArrayList<String>();
    var versions = new HashMap<String, String>();
    if (info != null && info.limit() > VALUES && (info.get(15) & 2) != 0) {
      int[] at = {VALUES};
      next(info, at); // Go's version.
      byte[] framed = next(info, at);
      if (framed.length > 2 * FRAME) {
        String text = new String(framed, FRAME, framed.length - 2 * FRAME, StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
          String[] words = line.split("\t", -1);
          if (words.length > 2 && (words[0].equals("mod") || words[0].equals("dep"))) {
            modules.add(words[1]);
            versions.put(words[1], words[2].equals("(devel)") ? "" : words[2]);
          }
        }
      }
    }
    return new GoModules(modules, versions);
  }

  /// A text behind its length, seven bits a byte.
  private static byte[] next(ByteBuffer info, int[] at) {
    int length = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      byte part = info.get(at[0]++);
      length |= (part & 0x7f) << shift;
      if (part >= 0) {
        break;
      }
    }
    var text = new byte[length];
    info.get(at[0], text);
    at[0] += length;
    return text;
  }
}
