package dev.slipway.linux;

/// Who this process is, inside its user namespace.
public final class UserIds {
  private UserIds() {}

  public static long uid() {
    return SystemCall.raw(CallNumber.GETUID, 0);
  }

  public static long gid() {
    return SystemCall.raw(CallNumber.GETGID, 0);
  }

  public static boolean isRoot() {
    return uid() == 0;
  }
}
