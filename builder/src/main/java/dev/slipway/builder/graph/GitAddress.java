package dev.slipway.builder.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Git repository as `ADD` names it: `https://host/repo.git#ref:directory`,
/// `https://host/repo.git?ref=v1&subdir=d&checksum=ID`, `git@host:path`, `ssh://...`, `git://...`.
///
/// @param remote what `git fetch` is told, without fragment and query
/// @param ref a branch, tag or commit; empty is the remote's own default
/// @param subdirectory the directory of the repository that is copied; empty is all of it
/// @param checksum what the commit's ID begins with; null is anything
/// @param keepGitDirectory null where the address does not say
/// @param submodules whether they are fetched as well
public record GitAddress(
    String remote,
    String ref,
    String subdirectory,
    @Nullable String checksum,
    @Nullable Boolean keepGitDirectory,
    boolean submodules) {
  private static final Pattern WITH_SCHEME =
      Pattern.compile("(?i)(https?|ssh|git)://[^?#]*(\\?[^#]*)?(#.*)?", Pattern.DOTALL);

  /// `user@host:path`, as scp has it.
  private static final Pattern LIKE_SCP =
      Pattern.compile("[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:[^?#]*(\\?[^#]*)?(#.*)?", Pattern.DOTALL);

  /// As it may be shown: without a password.
  public String shown() {
    String bare = remote.replaceFirst("://[^/@]*@", "://xxxxx@");
    String place = subdirectory.isEmpty() ? ref : ref + ":" + subdirectory;
    return place.isEmpty() ? bare : bare + "#" + place;
  }

  /// @throws IllegalArgumentException what is wrong with an address of a repository
  public static Optional<GitAddress> parse(String address) {
    Matcher scheme = WITH_SCHEME.matcher(address);
    Matcher matcher = scheme.matches() ? scheme : LIKE_SCP.matcher(address);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int groups = matcher.groupCount();
    String fragment = matcher.group(groups);
    String query = matcher.group(groups - 1);
    int end = firstOf(address);
    String remote = address.substring(0, end);
    if (remote.toLowerCase(Locale.ROOT).startsWith("http") && !path(remote).endsWith(".git")) {
      return Optional.empty();
    }
    return Optional.of(
        read(remote, fragment == null ? "" : fragment.substring(1), parameters(query)));
  }

  private static int firstOf(String address) {
    int query = address.indexOf('?');
    int fragment = address.indexOf('#');
    int end = address.length();
    end = query >= 0 ? Math.min(end, query) : end;
    return fragment >= 0 ? Math.min(end, fragment) : end;
  }

  private static String path(String remote) {
    int slash = remote.indexOf('/', remote.indexOf("://") + 3);
    return slash < 0 ? "" : remote.substring(slash);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new TreeMap<String, String>();
    if (query == null || query.length() == 1) {
      return parameters;
    }
    for (String each : query.substring(1).split("&")) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      String value = equals < 0 ? "" : each.substring(equals + 1);
      if (parameters.put(name, decoded(value)) != null) {
        throw new IllegalArgumentException("query \"" + name + "\" has multiple values");
      }
    }
    return parameters;
  }

  private static String decoded(String value) {
    return java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static GitAddress read(String remote, String fragment, Map<String, String> parameters) {
    int colon = fragment.indexOf(':');
    String ref = colon < 0 ? fragment : fragment.substring(0, colon);
    String directory = colon < 0 ? "" : clean(fragment.substring(colon + 1));
    String checksum = null;
    Boolean keep = null;
    boolean submodules = true;
    for (var parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      switch (name) {
        case "ref" -> ref = same("ref", ref, required(name, value));
        case "tag" -> ref = same("ref", ref, prefixed("refs/tags/", required(name, value)));
        case "branch" -> ref = same("ref", ref, prefixed("refs/heads/", required(name, value)));
        case "subdir" -> directory = same("subdir", directory, clean(required(name, value)));
        case "checksum", "commit" -> checksum = commit(required(name, value));
        case "keep-git-dir" -> keep = flag(name, value);
        case "submodules" -> submodules = flag(name, value);
        default -> throw new IllegalArgumentException("unexpected query \"" + name + "\"");
      }
    }
    return new GitAddress(remote, ref, directory, checksum, keep, submodules);
  }

  private static String required(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("query \"" + name + "\" has no value");
    }
    return value;
  }

  private static String same(String what, String before, String value) {
    if (!before.isEmpty() && !before.equals(value)) {
      throw new IllegalArgumentException(
          what + " conflicts: \"" + before + "\" vs \"" + value + "\"");
    }
    return value;
  }

  private static String prefixed(String prefix, String name) {
    return name.startsWith(prefix) ? name : prefix + name;
  }

  /// Checks the beginning of a commit's ID.
  ///
  /// @throws IllegalArgumentException it is none
  public static String commit(String text) {
    if (!text.matches("[0-9a-f]{7,64}")) {
      throw new IllegalArgumentException(
          "invalid checksum \"" + text + "\": a commit's ID has 7 to 64 hexadecimal digits");
    }
    return text;
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "", "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default ->
          throw new IllegalArgumentException("invalid " + name + " value: \"" + value + "\"");
    };
  }

  /// A directory inside of the repository, whatever `..` it is written with.
  private static String clean(String directory) {
    var parts = new java.util.ArrayDeque<String>();
    for (String part : directory.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
