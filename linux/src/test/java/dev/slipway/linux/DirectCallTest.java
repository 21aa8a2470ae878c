package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ways to call the system do the same.
class DirectCallTest {
  private static final int GETPID = CallNumber.GETUID == 102 ? 39 : 172;

  private static final NativeMemory NAME =
      NativeMemory.ofText("snprintf".getBytes(StandardCharsets.US_ASCII));

  @TempDir static Path directory;

  @BeforeAll
  @SuppressWarnings("restricted") // As in DirectCall.
  static void load() throws Exception {
    Path library = directory.resolve("calls.so");
    assumeTrue(DirectCallLibrary.write(library), "no library for this machine");
    System.load(library.toString());
  }

  private interface Way {
    long system(long number, long a, long b, long c, long d, long e, long f);

    long function(long function, long a, long b, long c, long d, long e, long f, long g);
  }

  private enum Ways implements Way {
    DIRECT {
      @Override
      public long system(long number, long a, long b, long c, long d, long e, long f) {
        return DirectCall.system(number, a, b, c, d, e, f);
      }

      @Override
      public long function(long function, long a, long b, long c, long d, long e, long f, long g) {
        return DirectCall.function(function, a, b, c, d, e, f, g);
      }
    },
    FOREIGN {
      @Override
      public long system(long number, long a, long b, long c, long d, long e, long f) {
        return ForeignCall.system(number, a, b, c, d, e, f);
      }

      @Override
      public long function(long function, long a, long b, long c, long d, long e, long f, long g) {
        return ForeignCall.function(function, a, b, c, d, e, f, g);
      }
    }
  }

  @Test
  void aResultIsTheKernels() {
    for (Way way : Ways.values()) {
      assertThat(way.system(GETPID, 0, 0, 0, 0, 0, 0)).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void anErrorIsItsNegatedNumber() {
    for (Way way : Ways.values()) {
      assertThat(way.system(CallNumber.CLOSE, -1, 0, 0, 0, 0, 0)).isEqualTo(-Errno.EBADF);
      assertThat(way.system(100_000, 0, 0, 0, 0, 0, 0)).isEqualTo(-Errno.ENOSYS);
    }
  }

  @Test
  void eachOfSixArgumentsArrives() throws Exception {
    Path from = Files.writeString(directory.resolve("from"), "0123456789");
    for (Ways way : Ways.values()) {
      Path to = directory.resolve("to-" + way);
      try (DirectoryHandle handle = DirectoryHandle.open(directory);
          OpenFile source = handle.openFile(name(from));
          OpenFile target = handle.createFile(name(to), 0600)) {
        NativeMemory offsets = NativeMemory.allocate(16);
        offsets.setLong(0, 3);
        offsets.setLong(8, 1);
        long into = offsets.address() + 8;
        // Descriptors, addresses of offsets, a length and flags, of which there must be none.
        assertThat(copy(way, source, offsets.address(), target, into, 1)).isEqualTo(-Errno.EINVAL);
        assertThat(copy(way, source, offsets.address(), target, into, 0)).isEqualTo(4);
        assertThat(offsets.getLong(0)).isEqualTo(7);
        assertThat(offsets.getLong(8)).isEqualTo(5);
      }
      assertThat(Files.readString(to)).isEqualTo("\0" + "3456");
    }
  }

  private static byte[] name(Path file) {
    return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static long copy(
      Way way, OpenFile source, long from, OpenFile target, long to, long flags)
      throws LinuxException {
    return way.system(CallNumber.COPY_FILE_RANGE, source.fd(), from, target.fd(), to, 4, flags);
  }

  @Test
  void eachOfSevenArgumentsArrivesAtAFunction() {
    long print = ForeignCall.symbol("snprintf");
    NativeMemory format =
        NativeMemory.ofText("%ld %ld %ld %ld".getBytes(StandardCharsets.US_ASCII));
    long large = 1L << 40;
    for (Way way : Ways.values()) {
      NativeMemory text = NativeMemory.allocate(100);
      long length =
          way.function(
              print, text.address(), 100, format.address(), large + 1, large + 2, large + 3, -4);
      String expected = (large + 1) + " " + (large + 2) + " " + (large + 3) + " -4";
      assertThat(new String(text.first(length), StandardCharsets.US_ASCII)).isEqualTo(expected);
    }
  }

  @Test
  void functionsAreFoundByName() {
    long name = NAME.address();
    assertThat(DirectCall.function(DirectCall.finder(), 0, name, 0, 0, 0, 0, 0))
        .isEqualTo(ForeignCall.symbol("snprintf"));
  }

  /// What runs in it has no executable stack, which the JVM would have to mend for the process.
  @Test
  void theLibraryAsksForNoExecutableMemoryBesideItsCode() throws Exception {
    Path library = directory.resolve("again.so");
    DirectCallLibrary.write(library);
    var file = ByteBuffer.wrap(Files.readAllBytes(library));
    file.order(ByteOrder.LITTLE_ENDIAN);
    long writableAndExecutable =
        LongStream.range(0, file.getShort(56))
            .map(i -> file.getInt((int) (64 + 56 * i + 4)))
            .filter(flags -> (flags & 3) == 3)
            .count();
    assertThat(file.getShort(56)).isEqualTo((short) 4);
    assertThat(writableAndExecutable).isZero();
  }
}
