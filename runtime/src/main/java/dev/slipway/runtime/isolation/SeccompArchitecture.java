package dev.slipway.runtime.isolation;

import java.util.List;

/// A set of system call numbers that a kernel serves.
///
/// @param column its place in the table of numbers
/// @param audit the kernel's `AUDIT_ARCH_*` number
/// @param numberBase what is added to its numbers
/// @param wide whether arguments have 64 bits
record SeccompArchitecture(int column, int audit, int numberBase, boolean wide) {
  private static final int X32_BIT = 0x4000_0000;
  private static final SeccompArchitecture X86_64 =
      new SeccompArchitecture(0, 0xC000_003E, 0, true);
  private static final SeccompArchitecture X86 = new SeccompArchitecture(1, 0x4000_0003, 0, false);
  private static final SeccompArchitecture X32 =
      new SeccompArchitecture(2, 0xC000_003E, X32_BIT, true);
  private static final SeccompArchitecture AARCH64 =
      new SeccompArchitecture(3, 0xC000_00B7, 0, true);
  private static final SeccompArchitecture ARM = new SeccompArchitecture(4, 0x4000_0028, 0, false);

  /// What runs on this machine; of two with the same audit number the one with the higher base
  /// comes first.
  static List<SeccompArchitecture> ofThisMachine() {
    return of(System.getProperty("os.arch", ""));
  }

  /// @param machine as the JVM calls it
  static List<SeccompArchitecture> of(String machine) {
    return machine.equals("amd64") ? List.of(X32, X86_64, X86) : List.of(AARCH64, ARM);
  }
}
