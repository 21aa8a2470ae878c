package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// A decompressor of raw deflate streams (RFC 1951) of the C library ISA-L, where that is
/// installed: twice as fast as zlib. It is used as [java.util.zip.Inflater] is, by one thread at a
/// time.
public final class Igzip {
  private static final String FILE = "libisal.so.2";

  // struct inflate_state of igzip_lib.h, which has room to grow here.
  private static final int STATE_BYTES = 128 * 1024;
  private static final int NEXT_OUT = 0;
  private static final int AVAILABLE_OUT = 8;
  private static final int NEXT_IN = 16;
  private static final int AVAILABLE_IN = 32;
  private static final int BITS_READ = 36;
  private static final int BLOCK_STATE = 21_160;
  private static final int FINISHED = 5;

  private static final int BUFFER = 64 * 1024;

  /// Its functions, looked for when somebody asks.
  private record Library(long initialize, long inflate) {
    static final @Nullable Library FOUND = find();

    @SuppressWarnings("restricted") // As in SystemCall.
    private static @Nullable Library find() {
      try {
        SymbolLookup library = SymbolLookup.libraryLookup(FILE, Arena.global());
        var found =
            new Library(
                library.findOrThrow("isal_inflate_init").address(),
                library.findOrThrow("isal_inflate").address());
        return new Igzip(found).isAsExpected() ? found : null;
      } catch (IllegalArgumentException | NoSuchElementException notInstalled) {
        return null;
      }
    }
  }

  private final Library library;
  private final NativeMemory state = NativeMemory.allocate(STATE_BYTES);
  private final NativeMemory input = NativeMemory.allocate(BUFFER);
  private final NativeMemory output = NativeMemory.allocate(BUFFER);

  private Igzip(Library library) {
    this.library = library;
    reset();
  }

  /// Nothing where the library is not installed, or is one whose state looks different.
  public static Optional<Igzip> open() {
    Library library = Library.FOUND;
    return library == null ? Optional.empty() : Optional.of(new Igzip(library));
  }

  /// Whether the fields are where this class looks for them: a stream of one stored block with two
  /// bytes, and one more byte behind it.
  private boolean isAsExpected() {
    byte[] stream = {1, 2, 0, (byte) 0xfd, (byte) 0xff, 'o', 'k', 'x'};
    byte[] text = new byte[8];
    try {
      setInput(stream, 0, stream.length);
      return inflate(text, 0, text.length) == 2
          && text[0] == 'o'
          && text[1] == 'k'
          && finished()
          && remaining() == 1;
    } catch (DataFormatException | IllegalStateException different) {
      return false;
    }
  }

  /// Begins a stream.
  public void reset() {
    try {
      long _ = SystemCall.function(library.initialize, state.address(), 0, 0, 0, 0, 0, 0);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Gives what is decompressed next; what was given before must be used up, but for what lies
  /// behind the end of a stream.
  ///
  /// @param length at most 65,536
  public void setInput(byte[] bytes, int from, int length) {
    input.put(0, bytes, from, length);
    state.setLong(NEXT_IN, input.address());
    state.setInt(AVAILABLE_IN, length);
  }

  /// @return the count of bytes that were decompressed; with 0 it is [#finished] or wants input
  /// @throws DataFormatException this is no deflate stream
  public int inflate(byte[] bytes, int offset, int length) throws DataFormatException {
    int room = Math.min(length, BUFFER);
    state.setLong(NEXT_OUT, output.address());
    state.setInt(AVAILABLE_OUT, room);
    try {
      int result = (int) SystemCall.function(library.inflate, state.address(), 0, 0, 0, 0, 0, 0);
      if (result < 0) {
        throw new DataFormatException("it is no deflate stream (" + result + ")");
      }
    } finally {
      Reference.reachabilityFence(this);
    }
    int count = room - state.getInt(AVAILABLE_OUT);
    if (count < 0 || count > room) {
      throw new IllegalStateException(FILE + " gave " + count + " of " + room + " bytes");
    }
    output.get(0, bytes, offset, count);
    return count;
  }

  /// Whether the stream has ended and all of it was given.
  public boolean finished() {
    return state.getInt(BLOCK_STATE) == FINISHED;
  }

  /// How many bytes of the input are not used. Of those behind a stream's end the library may have
  /// taken some into a word of its own.
  public int remaining() {
    int left = state.getInt(AVAILABLE_IN);
    return finished() ? left + state.getInt(BITS_READ) / Byte.SIZE : left;
  }
}
