package dev.slipway.lint.stage;

/// The image that a `FROM` names, taken apart.
///
/// @param reference with the default arguments filled in
/// @param name without registry, tag and digest: `library/golang` is `golang`
/// @param tag empty where there is none
/// @param digest empty where there is none
/// @param known whether every variable in it has a default
public record Base(
    String reference, String registry, String name, String tag, String digest, boolean known) {

  /// Takes a reference apart.
  public static Base of(String reference, boolean known) {
    int at = reference.indexOf('@');
    String digest = at < 0 ? "" : reference.substring(at + 1);
    String rest = at < 0 ? reference : reference.substring(0, at);
    int colon = rest.lastIndexOf(':');
    boolean tagged = colon > rest.lastIndexOf('/');
    String tag = tagged ? rest.substring(colon + 1) : "";
    String path = tagged ? rest.substring(0, colon) : rest;
    int slash = path.indexOf('/');
    String host = slash < 0 ? "" : path.substring(0, slash);
    boolean hosted = host.contains(".") || host.contains(":") || host.equals("localhost");
    String name = hosted ? path.substring(slash + 1) : path;
    boolean hub = !hosted || host.equals("docker.io");
    if (hub && name.startsWith("library/")) {
      name = name.substring("library/".length());
    }
    return new Base(reference, hub ? "docker.io" : host, name, tag, digest, known);
  }

  /// The empty image.
  public boolean isScratch() {
    return reference.equals("scratch");
  }

  /// What stands behind the name's last slash.
  public String shortName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// Go's own toolchain.
  public boolean isGolang() {
    return shortName().equals("golang");
  }

  /// Whether programs in it are linked against musl.
  public boolean isMusl() {
    return shortName().equals("alpine") || tag.contains("alpine");
  }

  /// Whether it is a distribution with the GNU C library.
  public boolean isGlibc() {
    return switch (shortName()) {
      case "debian", "ubuntu", "fedora", "centos", "rockylinux", "almalinux", "buildpack-deps" ->
          true;
      case "golang" -> !isMusl();
      default -> false;
    };
  }

  /// Whether it has neither a C library nor a shell.
  public boolean isBare() {
    return isScratch()
        || name.startsWith("distroless/static")
        || (shortName().equals("static") && !name.equals("static"));
  }

  /// Whether its user is not root already.
  public boolean hasOrdinaryUser() {
    return tag.contains("nonroot")
        || registry.equals("cgr.dev")
        || name.startsWith("chainguard/")
        || name.endsWith("-unprivileged");
  }

  /// `1.19` of `golang:1.19-bullseye`, empty where the tag is no version.
  public String version() {
    int end = 0;
    while (end < tag.length() && (Character.isDigit(tag.charAt(end)) || tag.charAt(end) == '.')) {
      end++;
    }
    return tag.substring(0, end);
  }

  /// `-bullseye` of `golang:1.19-bullseye`.
  public String variant() {
    int dash = tag.indexOf('-');
    return dash < 0 ? "" : tag.substring(dash);
  }
}
