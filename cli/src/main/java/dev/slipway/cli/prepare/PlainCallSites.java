package dev.slipway.cli.prepare;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes out what the JVM would otherwise put together at each start, where a class switches over
/// types or is a record: both are compiled to `invokedynamic` (JLS 15.28, 8.10.3), and no AOT cache
/// of JDK 25 keeps what those make, unlike that of lambdas and of string concatenation. Each takes
/// about a millisecond, and a rebuild meets thirty.
///
/// An instruction becomes the call of a private method of the same arguments that does the same.
final class PlainCallSites {
  private static final ClassFile CLASS_FILE =
      ClassFile.of(
          ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(PlainCallSites.class.getClassLoader())));

  private final ClassModel model;
  private final boolean inInterface;
  private final Map<String, Written> methods = new LinkedHashMap<>();

  /// What stands for one or more instructions.
  private record Written(InvokeDynamicInstruction instruction, Consumer<CodeBuilder> body) {}

  private PlainCallSites(ClassModel model) {
    this.model = model;
    this.inInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  static byte[] of(byte[] classFile) {
    ClassModel model = CLASS_FILE.parse(classFile);
    var sites = new PlainCallSites(model);
    return CLASS_FILE.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> sites::replace))
            .andThen(ClassTransform.endHandler(sites::writeMethods)));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction site) {
      Optional<Consumer<CodeBuilder>> body = body(site);
      if (body.isPresent()) {
        String name = "plain$" + site.name().stringValue() + "$" + methods.size();
        methods.put(name, new Written(site, body.get()));
        ClassDesc owner = model.thisClass().asSymbol();
        code.invokestatic(owner, name, site.typeSymbol(), inInterface);
        return;
      }
    }
    code.with(element);
  }

  private Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction site) {
    Optional<TypeSwitch> choice = TypeSwitch.of(site);
    return choice.isPresent()
        ? Optional.of(choice.get()::body)
        : RecordMethod.of(site, model).map(method -> method::body);
  }

  private void writeMethods(ClassBuilder type) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    methods.forEach((name, method) ->
        type.withMethodBody(name, method.instruction.typeSymbol(), flags, method.body));
  }
}
