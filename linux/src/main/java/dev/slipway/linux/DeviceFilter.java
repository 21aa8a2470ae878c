package dev.slipway.linux;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which devices the processes of a control group of version 2 may use: a program of the kernel's
/// (`bpf(2)`, type CGROUP_DEVICE) that is asked whenever one is opened or made. It lives as long as
/// the group.
public final class DeviceFilter {
  private static final int PROGRAM_LOAD = 5;
  private static final int PROGRAM_ATTACH = 8;
  private static final int CGROUP_DEVICE_PROGRAM = 15;
  private static final int CGROUP_DEVICE_ATTACH = 6;
  private static final int ALLOW_MULTI = 2;
  private static final int ATTRIBUTE_BYTES = 128;
  private static final int INSTRUCTION_BYTES = 8;

  private static final int LOAD_WORD = 0x61;
  private static final int MOVE = 0xbf;
  private static final int MOVE_NUMBER = 0xb7;
  private static final int AND = 0x57;
  private static final int SHIFT_RIGHT = 0x77;
  private static final int JUMP_UNLESS_EQUAL = 0x55;
  private static final int EXIT = 0x95;

  private final List<long[]> program = new ArrayList<>();

  private DeviceFilter() {}

  /// One kind of device that may be used.
  ///
  /// @param character else a block device
  /// @param major -1 for any
  /// @param minor -1 for any
  /// @param access letters of `rwm`: read, write, make a node
  public record Rule(boolean character, int major, int minor, String access) {
    private int mask() {
      return (access.indexOf('m') >= 0 ? 1 : 0)
          | (access.indexOf('r') >= 0 ? 2 : 0)
          | (access.indexOf('w') >= 0 ? 4 : 0);
    }
  }

  /// Allows these devices and no others.
  public static void attach(Path group, List<Rule> rules) throws LinuxException {
    var filter = new DeviceFilter();
    filter.assemble(rules);
    try (OpenFile directory = OpenFile.open(group, OpenFile.O_DIRECTORY | OpenFile.O_CLOEXEC);
        OpenFile loaded = filter.load()) {
      NativeMemory attribute = Scratch.begin().allocate(ATTRIBUTE_BYTES);
      attribute.setInt(0, directory.fd());
      attribute.setInt(4, loaded.fd());
      attribute.setInt(8, CGROUP_DEVICE_ATTACH);
      attribute.setInt(12, ALLOW_MULTI);
      long result =
          SystemCall.raw(CallNumber.BPF, PROGRAM_ATTACH, attribute.address(), ATTRIBUTE_BYTES);
      SystemCall.check(result, "bpf attach", group);
    }
  }

  /// Registers: 2 the access, 3 the type, 4 major, 5 minor, 6 free.
  private void assemble(List<Rule> rules) {
    add(LOAD_WORD, 2, 1, 0, 0);
    add(LOAD_WORD, 4, 1, 4, 0);
    add(LOAD_WORD, 5, 1, 8, 0);
    add(MOVE, 3, 2, 0, 0);
    add(AND, 3, 0, 0, 0xffff);
    add(SHIFT_RIGHT, 2, 0, 0, 16);
    for (Rule rule : rules) {
      int length = 5 + (rule.major() < 0 ? 0 : 1) + (rule.minor() < 0 ? 0 : 1) + 1;
      add(JUMP_UNLESS_EQUAL, 3, 0, length - 1, rule.character() ? 2 : 1);
      add(MOVE, 6, 2, 0, 0);
      add(AND, 6, 0, 0, ~rule.mask());
      int left = length - 4;
      add(JUMP_UNLESS_EQUAL, 6, 0, left, 0);
      if (rule.major() >= 0) {
        add(JUMP_UNLESS_EQUAL, 4, 0, --left, rule.major());
      }
      if (rule.minor() >= 0) {
        add(JUMP_UNLESS_EQUAL, 5, 0, --left, rule.minor());
      }
      add(MOVE_NUMBER, 0, 0, 0, 1);
      add(EXIT, 0, 0, 0, 0);
    }
    add(MOVE_NUMBER, 0, 0, 0, 0);
    add(EXIT, 0, 0, 0, 0);
  }

  private void add(int code, int target, int source, int offset, int number) {
    program.add(new long[] {code, target | source << 4, offset, number});
  }

  private OpenFile load() throws LinuxException {
    NativeMemory code = NativeMemory.allocate(INSTRUCTION_BYTES * program.size());
    for (int i = 0; i < program.size(); i++) {
      long[] one = program.get(i);
      long word = one[0] | one[1] << 8 | (one[2] & 0xffff) << 16 | (one[3] & 0xffff_ffffL) << 32;
      code.setLong(INSTRUCTION_BYTES * i, word);
    }
    Scratch scratch = Scratch.begin();
    NativeMemory attribute = scratch.allocate(ATTRIBUTE_BYTES);
    attribute.setInt(0, CGROUP_DEVICE_PROGRAM);
    attribute.setInt(4, program.size());
    attribute.setLong(8, code.address());
    attribute.setLong(16, scratch.text("Apache-2.0"));
    try {
      long fd = SystemCall.raw(CallNumber.BPF, PROGRAM_LOAD, attribute.address(), ATTRIBUTE_BYTES);
      return new OpenFile((int) SystemCall.check(fd, "bpf load", "devices"), "device filter");
    } finally {
      Reference.reachabilityFence(code);
    }
  }
}
