package dev.slipway.cli.prepare;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The class by which a program takes signals, which the compiler will not name without a warning:
///
/// ```
/// public final class SignalTaker implements sun.misc.SignalHandler {
///   private final Runnable work;
///   public SignalTaker(Runnable work) { this.work = work; }
///   public void handle(sun.misc.Signal signal) { work.run(); }
/// }
/// ```
///
/// Where it is missing, `CaughtSignals` has the JVM put such a class together at every start.
final class SignalTaker {
  /// The jar that has this class needs the other beside it.
  static final String USER = "dev/slipway/linux/CaughtSignals.class";

  static final String ENTRY = "dev/slipway/linux/SignalTaker.class";

  private static final ClassDesc NAME = ClassDesc.of("dev.slipway.linux.SignalTaker");
  private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private SignalTaker() {}

  static byte[] bytes() {
    MethodTypeDesc making = MethodTypeDesc.of(ConstantDescs.CD_void, RUNNABLE);
    MethodTypeDesc handling =
        MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of("sun.misc.Signal"));
    return ClassFile.of()
        .build(
            NAME,
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of("sun.misc.SignalHandler"))
                    .withField("work", RUNNABLE, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        making,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, NOTHING)
                                .aload(0)
                                .aload(1)
                                .putfield(NAME, "work", RUNNABLE)
                                .return_())
                    .withMethodBody(
                        "handle",
                        handling,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .getfield(NAME, "work", RUNNABLE)
                                .invokeinterface(RUNNABLE, "run", NOTHING)
                                .return_()));
  }
}
