package dev.slipway.linux;

/// Resource limits of this process (`getrlimit(2)`).
public final class Limits {
  /// No limit, as an unsigned number.
  public static final long UNLIMITED = -1;

  private Limits() {}

  /// What can be limited, with the kernel's number of it.
  public enum Resource {
    CPU(0),
    FSIZE(1),
    DATA(2),
    STACK(3),
    CORE(4),
    RSS(5),
    NPROC(6),
    NOFILE(7),
    MEMLOCK(8),
    AS(9),
    LOCKS(10),
    SIGPENDING(11),
    MSGQUEUE(12),
    NICE(13),
    RTPRIO(14),
    RTTIME(15);

    private final int number;

    Resource(int number) {
      this.number = number;
    }
  }

  /// @param soft what holds; [#UNLIMITED] or a number of bytes, seconds, files or whatever the
  ///   resource counts
  /// @param hard up to where a process without privileges may raise it
  public record Limit(long soft, long hard) {}

  public static Limit get(Resource resource) throws LinuxException {
    NativeMemory limit = Scratch.begin().allocate(16);
    long result = SystemCall.raw(CallNumber.PRLIMIT64, 0, resource.number, 0, limit.address());
    SystemCall.check(result, "prlimit64", resource);
    return new Limit(limit.getLong(0), limit.getLong(8));
  }
}
