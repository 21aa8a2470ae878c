package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The users and groups that an image's own `/etc/passwd` and `/etc/group` name, and what Docker
/// makes of them. Every build that runs a step asks it once: without lambdas, which the JVM would
/// make then.
public final class UserDatabase {
  private static final long LARGEST_ID = Integer.MAX_VALUE;
  private static final int LARGEST_FILE = 16 << 20;
  private static final String LINE_END = "\\r?\\n|\\r";

  private final List<Account> accounts;
  private final List<Group> groups;

  private UserDatabase(List<Account> accounts, List<Group> groups) {
    this.accounts = accounts;
    this.groups = groups;
  }

  /// Who a process runs as.
  ///
  /// @param additionalGids the primary group first, as Docker has it
  /// @param home the home directory, `/` when passwd has none
  public record User(long uid, long gid, List<Long> additionalGids, String home) {
    public User {
      additionalGids = List.copyOf(additionalGids);
    }
  }

  /// Who a file belongs to.
  public record Owner(long uid, long gid) {}

  private record Account(String name, long uid, long gid, String home) {}

  private record Group(String name, long gid, List<String> members) {}

  /// Reads both files, following symlinks inside the tree; a missing one is as an empty one.
  public static UserDatabase of(FileTree tree) throws IOException {
    return of(read(tree, "/etc/passwd"), read(tree, "/etc/group"));
  }

  /// @param passwd the text of `/etc/passwd`, `group` that of `/etc/group`
  public static UserDatabase of(String passwd, String group) {
    List<Account> accounts = new ArrayList<>();
    for (String line : passwd.split(LINE_END)) {
      Account account = account(line);
      if (account != null) {
        accounts.add(account);
      }
    }
    List<Group> groups = new ArrayList<>();
    for (String line : group.split(LINE_END)) {
      Group found = group(line);
      if (found != null) {
        groups.add(found);
      }
    }
    return new UserDatabase(List.copyOf(accounts), List.copyOf(groups));
  }

  private static String read(FileTree tree, String path) throws IOException {
    FileTree.Node node = tree.resolve(ImagePath.of(path)).node();
    if (node == null || node.entry().kind() != EntryKind.FILE) {
      return "";
    }
    try (InputStream file = tree.open(node)) {
      return new String(file.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
    }
  }

  private static @Nullable Account account(String line) {
    String[] fields = line.strip().split(":", -1);
    if (fields.length < 4 || line.strip().startsWith("#")) {
      return null;
    }
    OptionalLong uid = number(fields[2]);
    OptionalLong gid = number(fields[3]);
    String home = fields.length > 5 ? fields[5] : "";
    return uid.isEmpty() || gid.isEmpty()
        ? null
        : new Account(fields[0], uid.getAsLong(), gid.getAsLong(), home);
  }

  private static @Nullable Group group(String line) {
    String[] fields = line.strip().split(":", -1);
    if (fields.length < 3 || line.strip().startsWith("#")) {
      return null;
    }
    OptionalLong gid = number(fields[2]);
    List<String> members = fields.length > 3 ? List.of(fields[3].split(",")) : List.of();
    return gid.isEmpty() ? null : new Group(fields[0], gid.getAsLong(), members);
  }

  /// Who `USER specification` runs as: `name`, `uid`, `name:group`, `uid:gid`; empty is root. A
  /// name of digits is always a number.
  ///
  /// @throws ImageException there is no such user or group
  public User user(String specification) {
    String name = before(specification);
    String groupName = after(specification);
    Account account = name.isEmpty() ? byUid(0) : account(name, specification);
    long uid = account != null ? account.uid() : number(name).orElse(0);
    long gid = account != null ? account.gid() : 0;
    Set<Long> additional = new LinkedHashSet<>();
    if (!groupName.isEmpty()) {
      gid = groupId(groupName);
      additional.add(gid);
    } else {
      additional.add(gid);
      additional.addAll(account == null ? List.of() : groupsOf(account.name()));
    }
    // By the number: what starts the process has no name to look for.
    Account known = byUid(uid);
    String home = known == null || known.home().isEmpty() ? "/" : known.home();
    return new User(uid, gid, List.copyOf(additional), home);
  }

  /// Who `--chown=specification` gives a file to. Without a group a named user's primary group
  /// counts, and a number counts for both. BuildKit gives the file to root where it does not find a
  /// name; here that is an error, as it was in Docker's first builder.
  ///
  /// @throws ImageException there is no such user or group
  public Owner owner(String specification) {
    String name = before(specification);
    String groupName = after(specification);
    OptionalLong number = name.isEmpty() ? OptionalLong.of(0) : checked(number(name));
    long uid;
    long gid;
    if (number.isPresent()) {
      uid = number.getAsLong();
      gid = uid;
    } else {
      Account found = named(name, specification);
      uid = found.uid();
      gid = found.gid();
    }
    if (!groupName.isEmpty()) {
      return new Owner(uid, groupId(groupName));
    }
    boolean colon = specification.indexOf(':') >= 0;
    return new Owner(uid, colon ? 0 : gid); // BuildKit reads `2:` as 2:0.
  }

  private @Nullable Account account(String name, String specification) {
    OptionalLong number = checked(number(name));
    return number.isPresent() ? byUid(number.getAsLong()) : named(name, specification);
  }

  private Account named(String name, String specification) {
    for (Account account : accounts) {
      if (account.name().equals(name)) {
        return account;
      }
    }
    throw new ImageException(
        "unable to find user " + name + ": no matching entries in passwd file",
        "create the user in the image first (RUN useradd or adduser), or use a number: "
            + specification.replace(name, "1000"));
  }

  private @Nullable Account byUid(long uid) {
    for (Account account : accounts) {
      if (account.uid() == uid) {
        return account;
      }
    }
    return null;
  }

  private long groupId(String name) {
    OptionalLong number = checked(number(name));
    if (number.isPresent()) {
      return number.getAsLong();
    }
    return groups.stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ImageException(
                "unable to find group " + name + ": no matching entries in group file",
                "create the group in the image first (RUN groupadd or addgroup), or use a"
                    + " number"))
        .gid();
  }

  private List<Long> groupsOf(String member) {
    List<Long> gids = new ArrayList<>();
    for (Group group : groups) {
      if (group.members().contains(member)) {
        gids.add(group.gid());
      }
    }
    return gids;
  }

  private static String before(String specification) {
    int colon = specification.indexOf(':');
    return colon < 0 ? specification : specification.substring(0, colon);
  }

  private static String after(String specification) {
    int colon = specification.indexOf(':');
    return colon < 0 ? "" : specification.substring(colon + 1);
  }

  private static OptionalLong number(String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static OptionalLong checked(OptionalLong id) {
    if (id.isPresent() && (id.getAsLong() < 0 || id.getAsLong() > LARGEST_ID)) {
      throw new ImageException(
          "uids and gids must be in range 0-" + LARGEST_ID, "use an ID in that range");
    }
    return id;
  }
}
