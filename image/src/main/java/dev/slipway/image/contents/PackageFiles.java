package dev.slipway.image.contents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which package each file belongs to, as the package managers' own records say: dpkg's lists,
/// those of images without dpkg, and apk's database.
public final class PackageFiles {
  private static final String LISTS = "/var/lib/dpkg/info/";
  private static final String STATUS = "/var/lib/dpkg/status.d/";
  private static final String APK = "/lib/apk/db/installed";

  /// What of no package is called.
  public static final String NONE = "(no package)";

  private final Map<String, String> packages = new HashMap<>();

  /// Whether a file is such a record.
  public static boolean isRecord(String path) {
    return path.equals(APK)
        || (path.startsWith(LISTS) && path.endsWith(".list"))
        || (path.startsWith(STATUS) && path.endsWith(".md5sums"));
  }

  /// Takes in a record.
  public void add(String path, String text) {
    if (path.equals(APK)) {
      apk(text);
      return;
    }
    String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    int colon = name.indexOf(':');
    String plain = colon < 0 ? name : name.substring(0, colon);
    boolean sums = path.startsWith(STATUS);
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end);
      int blank = sums ? line.indexOf("  ") : -1;
      put(sums ? blank < 0 ? "" : "/" + line.substring(blank + 2) : line, plain);
      at = end + 1;
    }
  }

  /// `P:name`, then folders (`F:`) with their files (`R:`); a blank line ends a package.
  private void apk(String text) {
    String name = "";
    String folder = "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("P:")) {
        name = line.substring(2);
      } else if (line.startsWith("F:")) {
        folder = line.substring(2);
      } else if (line.startsWith("R:")) {
        put((folder.isEmpty() ? "/" : "/" + folder + "/") + line.substring(2), name);
      }
    }
  }

  private void put(String path, String name) {
    if (path.length() > 1) {
      packages.put(merged(path), name);
    }
  }

  /// Lists name `/lib/x` what lies in `/usr/lib/x` where the one is a link to the other.
  private static String merged(String path) {
    for (String folder : new String[] {"/bin/", "/sbin/", "/lib/", "/lib64/", "/lib32/"}) {
      if (path.startsWith(folder)) {
        return "/usr" + path;
      }
    }
    return path;
  }

  /// The shares of packages, the largest first; none where the image has no records.
  ///
  /// @param files the size of each file that is there
  public List<Share> shares(Map<String, Long> files) {
    if (packages.isEmpty()) {
      return List.of();
    }
    var shares = new TreeMap<String, Share>();
    for (Map.Entry<String, Long> file : files.entrySet()) {
      String owner = packages.get(merged(file.getKey()));
      String name = owner == null ? NONE : owner;
      Share share = shares.get(name);
      shares.put(name, (share == null ? new Share(name, 0, 0) : share).plus(file.getValue()));
    }
    return Share.sorted(shares.values());
  }
}
