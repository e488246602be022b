package health.salus.simulator.process;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs inside a process that is to be killed at a [Step]: the very thread that reaches it sends the process SIGKILL.
public final class StepAgent {

    private static final int SIGKILL = 9;
    private static final ClassDesc HERE = StepAgent.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc PASS = MethodTypeDesc.of(CD_void, CD_String);

    private static @Nullable StepTrap trap;
    private static @Nullable MethodHandle raise;

    private StepAgent() {}

    /// @param folder where the test says at which step which process is to die
    @SuppressWarnings("restricted") // Whoever starts the process with this agent wants it to be killed.
    public static void premain(String folder, Instrumentation instrumentation) {
        trap = new StepTrap(Path.of(folder));
        Linker linker = Linker.nativeLinker();
        raise = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("raise"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        instrumentation.addTransformer(new Passing());
    }

    /// Called by the product's classes, where [Passing] has put it.
    public static void pass(String step) throws Throwable {
        if (trap != null && raise != null && trap.takes(ProcessHandle.current().pid(), Step.valueOf(step))) {
            int failed = (int) raise.invokeExact(SIGKILL);
            throw new IllegalStateException("raise returned " + failed);
        }
    }

    private static final class Passing implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            List<Step> steps = name == null ? List.of() : Step.in(name);
            return steps.isEmpty() ? null : withCalls(bytes, steps);
        }

        private static byte[] withCalls(byte[] bytes, List<Step> steps) {
            ClassFile format = ClassFile.of();
            ClassModel type = format.parse(bytes);
            ClassTransform transform = (builder, element) -> {
                if (element instanceof MethodModel method) {
                    builder.transformMethod(method, MethodTransform.transformingCode(new Calls(method, steps)));
                } else {
                    builder.with(element);
                }
            };
            return format.transformClass(type, transform);
        }
    }

    /// A method with its calls at the beginning and before each return.
    private record Calls(String method, List<Step> steps) implements CodeTransform {

        Calls(MethodModel method, List<Step> steps) {
            this(method.methodName().stringValue(), steps);
        }

        @Override
        public void atStart(CodeBuilder builder) {
            call(builder, Step.Side.BEFORE);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                call(builder, Step.Side.AFTER);
            }
            builder.with(element);
        }

        private void call(CodeBuilder builder, Step.Side side) {
            for (Step step : steps) {
                if (step.isAt(method, side)) {
                    builder.ldc(step.name()).invokestatic(HERE, "pass", PASS);
                }
            }
        }
    }
}
