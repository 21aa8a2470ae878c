package dev.slipway.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// A terminal behind a descriptor of this process.
public final class Terminal {
  private static final int TCGETS = 0x5401;
  private static final int TCSETSW = 0x5403;
  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCSWINSZ = 0x5414;

  /// The kernel's `struct termios`: four flag words, the line discipline, 19 control characters.
  private static final int BYTES = 36;

  private static final int CONTROL = 17;
  private static final int VTIME = 5;
  private static final int VMIN = 6;

  /// What raw mode switches off: breaks, parity, CR and NL translation, flow control; output
  /// processing; echo, lines, signals; and the character size, which becomes 8 bits.
  private static final int INPUT = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  private static final int OUTPUT = 0x1;
  private static final int SIZE_AND_PARITY = 0x30 | 0x100;
  private static final int EIGHT_BITS = 0x30;
  private static final int ECHO = 0x8;
  private static final int LOCAL = 0x8 | 0x40 | 0x2 | 0x1 | 0x8000;

  private final Pollable descriptor;

  private Terminal(Pollable descriptor) {
    this.descriptor = descriptor;
  }

  /// In character cells.
  public record Size(int rows, int columns) {}

  /// How a terminal treats what is typed and what is written.
  public static final class Settings {
    /// As many control characters as `stty` knows; the kernel has fewer.
    private static final int CHARACTERS = 32;

    private final byte[] bytes;

    private Settings(byte[] bytes) {
      this.bytes = bytes;
    }

    /// The same, but every key goes to the reader at once, unchanged, and none is a signal.
    public Settings raw() {
      byte[] settings = bytes.clone();
      ByteBuffer raw = ofMachine(settings);
      clear(raw, 0, INPUT);
      clear(raw, 4, OUTPUT);
      clear(raw, 8, SIZE_AND_PARITY);
      raw.putInt(8, raw.getInt(8) | EIGHT_BITS);
      clear(raw, 12, LOCAL);
      raw.put(CONTROL + VMIN, (byte) 1);
      raw.put(CONTROL + VTIME, (byte) 0);
      return new Settings(settings);
    }

    /// The same, but what is typed is not shown.
    public Settings silent() {
      byte[] silent = bytes.clone();
      clear(ofMachine(silent), 12, ECHO);
      return new Settings(silent);
    }

    /// As `stty -g` prints them and `stty` takes them.
    public String words() {
      ByteBuffer all = ofMachine(bytes);
      var words = new StringBuilder();
      for (int offset = 0; offset < 16; offset += 4) {
        words.append(Integer.toHexString(all.getInt(offset))).append(':');
      }
      for (int i = 0; i < CHARACTERS; i++) {
        int at = CONTROL + i;
        words.append(at < BYTES ? Integer.toHexString(bytes[at] & 0xff) : "0").append(':');
      }
      return words.substring(0, words.length() - 1);
    }
  }

  /// The terminal behind `descriptor`; empty: it is a file, a pipe or closed.
  public static Optional<Terminal> of(Pollable descriptor) {
    try {
      var terminal = new Terminal(descriptor);
      return terminal.get(new byte[BYTES]) < 0 ? Optional.empty() : Optional.of(terminal);
    } catch (LinuxException closed) {
      return Optional.empty();
    }
  }

  public static boolean isTerminal(Pollable descriptor) {
    return of(descriptor).isPresent();
  }

  /// Empty: the terminal does not know (0 by 0 counts as unknown).
  public Optional<Size> size() throws LinuxException {
    NativeMemory size = Scratch.begin().allocate(8);
    long result = SystemCall.raw(CallNumber.IOCTL, descriptor.fd(), TIOCGWINSZ, size.address());
    int rows = size.getShort(0) & 0xffff;
    int columns = size.getShort(2) & 0xffff;
    return result < 0 || rows == 0 || columns == 0
        ? Optional.empty()
        : Optional.of(new Size(rows, columns));
  }

  public void resize(Size size) throws LinuxException {
    NativeMemory memory = Scratch.begin().allocate(8);
    memory.setShort(0, (short) size.rows());
    memory.setShort(2, (short) size.columns());
    long result = SystemCall.raw(CallNumber.IOCTL, descriptor.fd(), TIOCSWINSZ, memory.address());
    SystemCall.check(result, "ioctl TIOCSWINSZ", "terminal");
  }

  public Settings settings() throws LinuxException {
    byte[] bytes = new byte[BYTES];
    SystemCall.check(get(bytes), "ioctl TCGETS", "terminal");
    return new Settings(bytes);
  }

  public void apply(Settings settings) throws LinuxException {
    set(settings.bytes);
  }

  private static ByteBuffer ofMachine(byte[] settings) {
    return ByteBuffer.wrap(settings).order(ByteOrder.nativeOrder());
  }

  private static void clear(ByteBuffer settings, int offset, int bits) {
    settings.putInt(offset, settings.getInt(offset) & ~bits);
  }

  private long get(byte[] settings) throws LinuxException {
    NativeMemory memory = Scratch.begin().allocate(64);
    long result = SystemCall.raw(CallNumber.IOCTL, descriptor.fd(), TCGETS, memory.address());
    memory.get(0, settings, 0, BYTES);
    return result;
  }

  private void set(byte[] settings) throws LinuxException {
    long address = Scratch.begin().bytes(settings);
    long result = SystemCall.raw(CallNumber.IOCTL, descriptor.fd(), TCSETSW, address);
    SystemCall.check(result, "ioctl TCSETSW", "terminal");
  }
}
