package dev.slipway.cli.prepare;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The choice of a `switch` over types: `(value, restart)` to the number of the first label from
/// `restart` on that is the value's type, the count of labels if there is none, and -1 for null
/// (`java.lang.runtime.SwitchBootstraps#typeSwitch`).
record TypeSwitch(List<ClassDesc> labels) {
  /// Nothing if `site` is anything else, or has a label that is not a type.
  static Optional<TypeSwitch> of(InvokeDynamicInstruction site) {
    var bootstrap = site.bootstrapMethod();
    if (!bootstrap.owner().descriptorString().equals("Ljava/lang/runtime/SwitchBootstraps;")
        || !bootstrap.methodName().equals("typeSwitch")) {
      return Optional.empty();
    }
    List<ClassDesc> labels = new ArrayList<>();
    for (ConstantDesc label : site.bootstrapArgs()) {
      if (!(label instanceof ClassDesc type) || type.isPrimitive()) {
        return Optional.empty();
      }
      labels.add(type);
    }
    return Optional.of(new TypeSwitch(labels));
  }

  void body(CodeBuilder code) {
    Label there = code.newLabel();
    code.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }
}
