package dev.slipway.runtime.isolation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Writes a classic BPF program (seccomp(2), "struct sock_filter") in pieces that are put together.
///
/// @param instructions each as the kernel has it: code, jump if true, jump if false, operand
record FilterAssembler(List<Instruction> instructions) {
  private static final int LOAD = 0x20;
  private static final int JUMP = 0x05;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_GREATER_OR_EQUAL = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;
  private static final int MOST_JUMP = 255;
  private static final int INSTRUCTION_BYTES = 8;

  record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  int size() {
    return instructions.size();
  }

  static FilterAssembler load(int offset) {
    return one(LOAD, 0, 0, offset);
  }

  static FilterAssembler result(int action) {
    return one(RETURN, 0, 0, action);
  }

  private static FilterAssembler one(int code, int ifTrue, int ifFalse, int operand) {
    return new FilterAssembler(List.of(new Instruction(code, ifTrue, ifFalse, operand)));
  }

  FilterAssembler then(FilterAssembler next) {
    List<Instruction> both = new ArrayList<>(instructions);
    both.addAll(next.instructions);
    return new FilterAssembler(List.copyOf(both));
  }

  /// `yes` if what was loaded is `value`, else `no`; both end the program or flow on after `no`.
  static FilterAssembler ifEqual(int value, FilterAssembler yes, FilterAssembler no) {
    return branch(IF_EQUAL, value, yes, no);
  }

  static FilterAssembler ifAtLeast(int value, FilterAssembler yes, FilterAssembler no) {
    return branch(IF_GREATER_OR_EQUAL, value, yes, no);
  }

  static FilterAssembler ifAnyBit(int bits, FilterAssembler yes, FilterAssembler no) {
    return branch(IF_ANY_BIT, bits, yes, no);
  }

  /// `yes` must end the program, as it stands before `no`.
  private static FilterAssembler branch(
      int code, int operand, FilterAssembler yes, FilterAssembler no) {
    if (yes.size() <= MOST_JUMP) {
      return one(code, 0, yes.size(), operand).then(yes).then(no);
    }
    return one(code, 1, 0, operand).then(one(JUMP, 0, 0, yes.size())).then(yes).then(no);
  }

  byte[] bytes() {
    ByteBuffer buffer =
        ByteBuffer.allocate(size() * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
    for (Instruction instruction : instructions) {
      buffer.putShort((short) instruction.code());
      buffer.put((byte) instruction.ifTrue());
      buffer.put((byte) instruction.ifFalse());
      buffer.putInt(instruction.operand());
    }
    return buffer.array();
  }
}
