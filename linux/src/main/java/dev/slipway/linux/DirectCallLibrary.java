package dev.slipway.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Writes the shared library behind [DirectCall]: two functions of a dozen machine instructions
/// each, which put a native method's arguments where a system call or a C function expects them,
/// and one that says where `dlsym` is. No compiler is needed where Slipway is built or started.
///
/// The file is the least that `dlopen` takes (System V ABI, "Object Files" and "Program Loading and
/// Dynamic Linking"): headers, a hash table, symbols and code in one segment, the dynamic section
/// in another, and no sections.
public final class DirectCallLibrary {
  private static final int FILE_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int PROGRAM_HEADERS = 4;
  private static final int SYMBOL = 24;
  private static final int SYMBOLS = 5;
  private static final int RELOCATION = 24;
  private static final int FINDER = 8;
  private static final int DYNAMIC_SECTION = 9 * 2 * Long.BYTES;

  /// The largest page of the machines there are, so that segments never share one.
  private static final int PAGE = 0x10000;

  private static final String PREFIX = "Java_dev_slipway_linux_DirectCall_";

  /// In a native method the first two arguments are the JVM's and the class's.
  private enum Machine {
    X86_64(
        62,
        1, // R_X86_64_64
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
        257, // R_AARCH64_ABS64
        // mov x8,x2; mov x0,x3; mov x1,x4; mov x2,x5; mov x3,x6; mov x4,x7; ldr x5,[sp]; svc 0; ret
        "e80302aa e00303aa e10304aa e20305aa e30306aa e40307aa e50340f9 010000d4 c0035fd6",
        // mov x9,x2; mov x0,x3; mov x1,x4; mov x2,x5; mov x3,x6; mov x4,x7; ldp x5,x6,[sp]; br x9
        "e90302aa e00303aa e10304aa e20305aa e30306aa e40307aa e51b40a9 20011fd6");

    private final int number;
    private final int addressRelocation;
    private final String system;
    private final String function;

    Machine(int number, int addressRelocation, String system, String function) {
      this.number = number;
      this.addressRelocation = addressRelocation;
      this.system = system;
      this.function = function;
    }

    /// Returns the word that lies `distance` bytes behind the function's first.
    byte[] finder(int distance) {
      ByteBuffer code = ByteBuffer.allocate(FINDER).order(ByteOrder.LITTLE_ENDIAN);
      switch (this) {
        // mov rax,[rip+distance]; ret
        case X86_64 -> code.putInt(0x058b48).position(3).putInt(distance - 7).put((byte) 0xc3);
        // ldr x0,distance; ret
        case AARCH64 -> code.putInt(0x58000000 | ((distance / 4) << 5)).putInt(0xd65f03c0);
      }
      return code.array();
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

  /// Writes the library for this machine, where it is not there as it should be.
  ///
  /// @return false, and nothing written: there is none for it
  public static boolean write(Path library) throws IOException {
    Optional<Machine> machine = Machine.here();
    if (machine.isEmpty()) {
      return false;
    }
    byte[] content = sharedObject(machine.get());
    if (Files.exists(library) && Arrays.equals(Files.readAllBytes(library), content)) {
      return true;
    }
    String name = library.getFileName().toString();
    Path next = Files.createTempFile(library.toAbsolutePath().getParent(), name, ".new");
    try {
      Files.write(next, content);
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(next, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
    return true;
  }

  private static byte[] code(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }

  private static byte[] sharedObject(Machine machine) {
    byte[] systemCode = code(machine.system);
    byte[] functionCode = code(machine.function);
    byte[] names = names();
    int hash = FILE_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
    int symbols = hash + (3 + SYMBOLS) * Integer.BYTES;
    int strings = symbols + SYMBOLS * SYMBOL;
    int relocation = aligned(strings + names.length);
    int system = aligned(relocation + RELOCATION);
    int function = aligned(system + systemCode.length);
    int finder = aligned(function + functionCode.length);
    int dynamic = aligned(finder + FINDER);
    int slot = dynamic + DYNAMIC_SECTION; // Where the loader puts the address of dlsym.
    int data = DYNAMIC_SECTION + Long.BYTES;
    byte[] finderCode = machine.finder(slot + PAGE - finder);
    ByteBuffer file = ByteBuffer.allocate(dynamic + data).order(ByteOrder.LITTLE_ENDIAN);
    putFileHeader(file, machine);
    putSegment(file, 1, 5, 0, 0, dynamic, PAGE); // PT_LOAD, readable and executable
    putSegment(file, 1, 6, dynamic, PAGE, data, PAGE); // PT_LOAD, readable and writable
    putSegment(file, 2, 6, dynamic, PAGE, DYNAMIC_SECTION, Long.BYTES); // PT_DYNAMIC
    putSegment(file, 0x6474e551, 6, 0, 0, 0, 16); // PT_GNU_STACK: it is not executable
    // One bucket with the chain of symbols 1, 2 and 3; the fourth is another library's.
    file.putInt(1).putInt(SYMBOLS).putInt(1).putInt(0).putInt(2).putInt(3).putInt(0).putInt(0);
    file.position(symbols + SYMBOL);
    int name = 1;
    putSymbol(file, name, 1, system, systemCode.length);
    name += PREFIX.length() + "system\0".length();
    putSymbol(file, name, 1, function, functionCode.length);
    name += PREFIX.length() + "function\0".length();
    putSymbol(file, name, 1, finder, finderCode.length);
    name += PREFIX.length() + "finder\0".length();
    putSymbol(file, name, 0, 0, 0);
    file.put(names).position(relocation);
    file.putLong(slot + PAGE).putInt(machine.addressRelocation).putInt(SYMBOLS - 1).putLong(0);
    file.put(system, systemCode).put(function, functionCode).put(finder, finderCode);
    file.position(dynamic);
    file.putLong(4).putLong(hash); // DT_HASH
    file.putLong(5).putLong(strings); // DT_STRTAB
    file.putLong(6).putLong(symbols); // DT_SYMTAB
    file.putLong(7).putLong(relocation); // DT_RELA
    file.putLong(8).putLong(RELOCATION); // DT_RELASZ
    file.putLong(9).putLong(RELOCATION); // DT_RELAENT
    file.putLong(10).putLong(names.length); // DT_STRSZ
    file.putLong(11).putLong(SYMBOL); // DT_SYMENT
    return file.array(); // The rest is DT_NULL.
  }

  private static byte[] names() {
    var names = new StringBuilder("\0");
    for (String method : List.of("system", "function", "finder")) {
      names.append(PREFIX).append(method).append('\0');
    }
    return names.append("dlsym\0").toString().getBytes(StandardCharsets.US_ASCII);
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

  /// A global function.
  ///
  /// @param section 0 if it is to be found elsewhere, any other number if it is here
  private static void putSymbol(ByteBuffer file, int name, int section, long address, long size) {
    file.putInt(name).put((byte) 0x12).put((byte) 0).putShort((short) section);
    file.putLong(address).putLong(size);
  }
}
