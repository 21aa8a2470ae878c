package dev.slipway.linux;

/// The native methods of [DirectCallLibrary]: they do what [ForeignCall] does and need no method
/// handles, which a JVM makes anew at each start and which take a short command a third of its
/// time.
final class DirectCall {
  /// Names the library's file; what starts without it makes its calls by [ForeignCall].
  static final String LIBRARY_PROPERTY = "slipway.direct-calls";

  static final boolean LOADED = load();

  private DirectCall() {}

  @SuppressWarnings(
      "restricted") // The modules are not named, so the permission is the launcher's flag.
  private static boolean load() {
    String library = System.getProperty(LIBRARY_PROPERTY, "");
    if (library.isEmpty()) {
      return false;
    }
    try {
      System.load(library);
      return true;
    } catch (UnsatisfiedLinkError refused) {
      return false; // As on a file system whose files may not be run.
    }
  }

  /// The system call `number`.
  ///
  /// @return its result, or a negated error number
  static native long system(long number, long a, long b, long c, long d, long e, long f);

  /// The address of `dlsym(3)`.
  static native long finder();

  /// The C function at `address`.
  static native long function(long address, long a, long b, long c, long d, long e, long f, long g);
}
