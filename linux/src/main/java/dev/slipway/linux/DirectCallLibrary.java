package dev.slipway.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;

/// Writes the shared library behind [DirectCall]: two functions of a dozen machine instructions
/// each, which put a native method's arguments where a system call or a C function expects them. No
/// compiler is needed where Slipway is built or started.
///
/// The file is the least that `dlopen` takes (System V ABI, "Object Files" and "Program Loading and
/// Dynamic Linking"): headers, a hash table, symbols and code in one segment, the dynamic section
/// in another, and no sections.
public final class DirectCallLibrary {
  private static final int FILE_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int PROGRAM_HEADERS = 4;
  private static final int SYMBOL = 24;

  /// The largest page of the machines there are, so that segments never share one.
  private static final int PAGE = 0x10000;

  private static final String PREFIX = "Java_dev_slipway_linux_DirectCall_";

  /// In a native method the first two arguments are the JVM's and the class's.
  private enum Machine {
    X86_64(
        62,
        // mov rax,rdx; mov rdi,rcx; mov rsi,r8; mov rdx,r9; mov r10,[rsp+8]; mov r8,[rsp+16];
        // mov r9,[rsp+24]; syscall; ret
        "4889d0 4889cf 4c89c6 4c89ca 4c8b542408 4c8b442410 4c8b4c2418 0f05 c3",
        // sub rsp,24; mov rax,[rsp+56]; mov [rsp],rax; mov r11,rdx; mov rdi,rcx; mov rsi,r8;
        // mov rdx,r9; mov rcx,[rsp+32]; mov r8,[rsp+40]; mov r9,[rsp+48]; xor eax,eax; call r11;
        // add rsp,24; ret
        "4883ec18 488b442438 48890424 4989d3 4889cf 4c89c6 4c89ca 488b4c2420 4c8b442428"
            + "4c8b4c2430 31c0 41ffd3 4883c418 c3"),
    AARCH64(
        183,
        // mov x8,x2; mov x0,x3; mov x1,x4; mov x2,x5; mov x3,x6; mov x4,x7; ldr x5,[sp]; svc 0; ret
        "e80302aa e00303aa e10304aa e20305aa e30306aa e40307aa e50340f9 010000d4 c0035fd6",
        // mov x9,x2; mov x0,x3; mov x1,x4; mov x2,x5; mov x3,x6; mov x4,x7; ldp x5,x6,[sp]; br x9
        "e90302aa e00303aa e10304aa e20305aa e30306aa e40307aa e51b40a9 20011fd6");

    private final int number;
    private final String system;
    private final String function;

    Machine(int number, String system, String function) {
      this.number = number;
      this.system = system;
      this.function = function;
    }

    static Optional<Machine> here() {
      return switch (System.getProperty("os.arch", "")) {
        case "amd64" -> Optional.of(X86_64);
        case "aarch64" -> Optional.of(AARCH64);
        default -> Optional.empty();
      };
    }
  }

  private DirectCallLibrary() {}

  /// Writes the library for this machine.
  ///
  /// @return false, and nothing written: there is none for it
  public static boolean write(Path library) throws IOException {
    Optional<Machine> machine = Machine.here();
    if (machine.isEmpty()) {
      return false;
    }
    Path next = library.resolveSibling(library.getFileName() + ".new");
    Files.write(next, sharedObject(machine.get()));
    Files.move(next, library, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static byte[] code(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }

  private static byte[] sharedObject(Machine machine) {
    byte[] systemCode = code(machine.system);
    byte[] functionCode = code(machine.function);
    byte[] names =
        ("\0" + PREFIX + "system\0" + PREFIX + "function\0").getBytes(StandardCharsets.US_ASCII);
    int hash = FILE_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
    int symbols = hash + 6 * Integer.BYTES;
    int strings = symbols + 3 * SYMBOL;
    int system = aligned(strings + names.length);
    int function = aligned(system + systemCode.length);
    int dynamic = aligned(function + functionCode.length);
    int dynamicSize = 6 * 2 * Long.BYTES;
    ByteBuffer file = ByteBuffer.allocate(dynamic + dynamicSize).order(ByteOrder.LITTLE_ENDIAN);
    putFileHeader(file, machine);
    putSegment(file, 1, 5, 0, 0, dynamic, PAGE); // PT_LOAD, readable and executable
    putSegment(file, 1, 6, dynamic, PAGE, dynamicSize, PAGE); // PT_LOAD, readable and writable
    putSegment(file, 2, 6, dynamic, PAGE, dynamicSize, Long.BYTES); // PT_DYNAMIC
    putSegment(file, 0x6474e551, 6, 0, 0, 0, 16); // PT_GNU_STACK: it is not executable
    // One bucket with the chain of symbols 1 and 2.
    file.putInt(1).putInt(3).putInt(1).putInt(0).putInt(2).putInt(0);
    file.position(symbols + SYMBOL);
    putSymbol(file, 1, system, systemCode.length);
    putSymbol(file, 1 + PREFIX.length() + "system\0".length(), function, functionCode.length);
    file.put(names).put(system, systemCode).put(function, functionCode).position(dynamic);
    file.putLong(4).putLong(hash); // DT_HASH
    file.putLong(5).putLong(strings); // DT_STRTAB
    file.putLong(6).putLong(symbols); // DT_SYMTAB
    file.putLong(10).putLong(names.length); // DT_STRSZ
    file.putLong(11).putLong(SYMBOL); // DT_SYMENT
    return file.array(); // The rest is DT_NULL.
  }

  private static int aligned(int offset) {
    return (offset + 15) & ~15;
  }

  private static void putFileHeader(ByteBuffer file, Machine machine) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) 3).putShort((short) machine.number).putInt(1); // ET_DYN, EV_CURRENT
    file.putLong(0).putLong(FILE_HEADER).putLong(0).putInt(0); // entry, headers, sections, flags
    file.putShort((short) FILE_HEADER).putShort((short) PROGRAM_HEADER);
    file.putShort((short) PROGRAM_HEADERS).putShort((short) 0).putShort((short) 0);
    file.putShort((short) 0);
  }

  /// @param shift from its place in the file to its address, in bytes
  private static void putSegment(
      ByteBuffer file, int type, int flags, long offset, long shift, long size, long alignment) {
    file.putInt(type).putInt(flags).putLong(offset).putLong(offset + shift).putLong(offset + shift);
    file.putLong(size).putLong(size).putLong(alignment);
  }

  /// A global function, of whichever section.
  private static void putSymbol(ByteBuffer file, int name, long address, long size) {
    file.putInt(name).put((byte) 0x12).put((byte) 0).putShort((short) 1);
    file.putLong(address).putLong(size);
  }
}
