package dev.slipway.dockerfile.check;

/// A build check as users know it.
///
/// @param name BuildKit's, which `# check=skip=` takes
/// @param description what it is about, in BuildKit's words
/// @param address where Docker explains it; empty where it does not
/// @param experimental whether it is made only where `# check=experimental=` asks for it
public record Rule(String name, String description, String address, boolean experimental) {
  private static final String ADDRESSES = "https://docs.docker.com/go/dockerfile/rule/";

  /// A check that is always made.
  ///
  /// @param page the last part of its address
  public static Rule of(String name, String description, String page) {
    return new Rule(name, description, ADDRESSES + page + "/", false);
  }

  /// The same, made only where it is asked for.
  Rule asExperimental() {
    return new Rule(name, description, address, true);
  }

  /// One that Docker has no page for.
  public static Rule withoutPage(String name, String description) {
    return new Rule(name, description, "", false);
  }
}
