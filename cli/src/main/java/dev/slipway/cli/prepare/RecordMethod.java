package dev.slipway.cli.prepare;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A record's own `toString`, `hashCode` or `equals`, as `java.lang.runtime.ObjectMethods` makes
/// it.
///
/// @param name which of the three
record RecordMethod(String name, ClassDesc type, String simpleName, List<Component> components) {
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final Map<String, ClassDesc> BOXES =
      Map.of(
          "Z", ConstantDescs.CD_Boolean,
          "B", ConstantDescs.CD_Byte,
          "C", ConstantDescs.CD_Character,
          "S", ConstantDescs.CD_Short,
          "I", ConstantDescs.CD_Integer,
          "J", ConstantDescs.CD_Long,
          "F", ConstantDescs.CD_Float,
          "D", ConstantDescs.CD_Double);

  /// One of a record's fields.
  record Component(String name, ClassDesc type) {}

  /// Nothing if `site` is anything else.
  static Optional<RecordMethod> of(InvokeDynamicInstruction site, ClassModel model) {
    if (!site.bootstrapMethod()
        .owner()
        .descriptorString()
        .equals("Ljava/lang/runtime/ObjectMethods;")) {
      return Optional.empty();
    }
    List<Component> components = new ArrayList<>();
    // The record, its components' names in one string, and how each is read.
    for (var argument : site.bootstrapArgs().subList(2, site.bootstrapArgs().size())) {
      if (!(argument instanceof DirectMethodHandleDesc getter)
          || getter.kind() != DirectMethodHandleDesc.Kind.GETTER) {
        return Optional.empty();
      }
      components.add(new Component(getter.methodName(), getter.invocationType().returnType()));
    }
    ClassDesc type = model.thisClass().asSymbol();
    return Optional.of(
        new RecordMethod(site.name().stringValue(), type, simpleName(model), components));
  }

  /// As `Class#getSimpleName` has it.
  private static String simpleName(ClassModel model) {
    var inner = model.findAttribute(Attributes.innerClasses());
    if (inner.isPresent()) {
      for (InnerClassInfo info : inner.get().classes()) {
        if (info.innerClass().equals(model.thisClass()) && info.innerName().isPresent()) {
          return info.innerName().get().stringValue();
        }
      }
    }
    return model.thisClass().asSymbol().displayName();
  }

  void body(CodeBuilder code) {
    switch (name) {
      case "toString" -> text(code);
      case "hashCode" -> hash(code);
      default -> equality(code);
    }
  }

  private void text(CodeBuilder code) {
    code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
    String before = simpleName + "[";
    for (Component component : components) {
      append(code, before + component.name + "=");
      code.aload(0).getfield(type, component.name, component.type);
      code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, shown(component.type)));
      before = ", ";
    }
    append(code, components.isEmpty() ? before + "]" : "]");
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(CD_String)).areturn();
  }

  private static void append(CodeBuilder code, String text) {
    code.loadConstant(text);
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, CD_String));
  }

  /// The parameter of `StringBuilder#append` that takes a value of `type`.
  private static ClassDesc shown(ClassDesc type) {
    return switch (type.descriptorString()) {
      case "B", "S" -> CD_int;
      case "Ljava/lang/String;" -> CD_String;
      default -> type.isPrimitive() ? type : CD_Object;
    };
  }

  private void hash(CodeBuilder code) {
    code.iconst_0();
    for (Component component : components) {
      code.bipush(31).imul();
      code.aload(0).getfield(type, component.name, component.type);
      ClassDesc box = BOXES.get(component.type.descriptorString());
      if (box == null) {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      } else {
        code.invokestatic(box, "hashCode", MethodTypeDesc.of(CD_int, component.type));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void equality(CodeBuilder code) {
    Label other = code.newLabel();
    Label differs = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(1).instanceOf(type).ifeq(differs);
    for (Component component : components) {
      code.aload(0).getfield(type, component.name, component.type);
      code.aload(1).checkcast(type).getfield(type, component.name, component.type);
      compare(code, component.type, differs);
    }
    code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
  }

  /// Goes to `differs` if the two values on the stack are not equal.
  private static void compare(CodeBuilder code, ClassDesc type, Label differs) {
    ClassDesc box = BOXES.get(type.descriptorString());
    if (box == null) {
      var equals = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
      code.invokestatic(OBJECTS, "equals", equals).ifeq(differs);
    } else if (TypeKind.from(type).asLoadable() == TypeKind.INT) {
      code.if_icmpne(differs);
    } else {
      code.invokestatic(box, "compare", MethodTypeDesc.of(CD_int, type, type)).ifne(differs);
    }
  }
}
