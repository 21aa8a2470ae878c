package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// A compressor of the C library libdeflate, where that is installed: twice and more as fast as
/// zlib. It takes blocks of bytes, no streams.
public final class Libdeflate implements AutoCloseable {
  private static final String FILE = "libdeflate.so.0";

  /// Its functions, looked for when somebody asks.
  private static final class Library {
    static final @Nullable SymbolLookup FUNCTIONS = open();

    @SuppressWarnings("restricted") // As in SystemCall.
    private static @Nullable SymbolLookup open() {
      try {
        return SymbolLookup.libraryLookup(FILE, Arena.global());
      } catch (IllegalArgumentException notInstalled) {
        return null;
      }
    }
  }

  private final Arena arena = Arena.ofShared();
  private final long compress;
  private final long free;
  private final long compressor;
  private final MemorySegment input;
  private final MemorySegment output;

  private Libdeflate(SymbolLookup library, int level, int largest) {
    this.compress = library.findOrThrow("libdeflate_gzip_compress").address();
    this.free = library.findOrThrow("libdeflate_free_compressor").address();
    long allocate = library.findOrThrow("libdeflate_alloc_compressor").address();
    long bound = library.findOrThrow("libdeflate_gzip_compress_bound").address();
    this.compressor = SystemCall.function(allocate, level, 0, 0, 0, 0, 0, 0);
    if (compressor == 0) {
      throw new OutOfMemoryError("libdeflate");
    }
    this.input = arena.allocate(largest);
    this.output = arena.allocate(SystemCall.function(bound, compressor, largest, 0, 0, 0, 0, 0));
  }

  public static boolean isInstalled() {
    return Library.FUNCTIONS != null;
  }

  /// A compressor for one thread at a time.
  ///
  /// @param level 1 (fast) to 12
  /// @param largest block, in bytes
  /// @throws IllegalStateException the library is not installed
  public static Libdeflate open(int level, int largest) {
    SymbolLookup library = Library.FUNCTIONS;
    if (library == null) {
      throw new IllegalStateException(FILE + " is not installed");
    }
    return new Libdeflate(library, level, largest);
  }

  /// The first bytes of a block as a whole gzip member.
  public byte[] gzip(byte[] block, int length) {
    MemorySegment.copy(block, 0, input, ValueLayout.JAVA_BYTE, 0, length);
    long size =
        SystemCall.function(
            compress,
            compressor,
            input.address(),
            length,
            output.address(),
            output.byteSize(),
            0,
            0);
    if (size == 0) {
      throw new IllegalStateException("libdeflate found no room for what it compressed");
    }
    return output.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public void close() {
    long _ = SystemCall.function(free, compressor, 0, 0, 0, 0, 0, 0);
    arena.close();
  }
}
