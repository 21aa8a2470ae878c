package dev.slipway.linux;

/// Two ends, neither of which a started process keeps by accident.
public record Pipe(OpenFile readEnd, OpenFile writeEnd) implements AutoCloseable {
  public static Pipe open() throws LinuxException {
    NativeMemory ends = Scratch.begin().allocate(8);
    long result = SystemCall.raw(CallNumber.PIPE2, ends.address(), OpenFile.O_CLOEXEC);
    SystemCall.check(result, "pipe2", "");
    return new Pipe(new OpenFile(ends.getInt(0), "pipe"), new OpenFile(ends.getInt(4), "pipe"));
  }

  @Override
  public void close() {
    readEnd.close();
    writeEnd.close();
  }
}
