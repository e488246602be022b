package health.salus.simulator.process;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.proof.Checkpoint;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/// Makes a process's member a liar: what its `CheckpointSigner` signs, from when the test says so, is another root.
public final class FalseRootAgent {

    /// By its name only: naming the class would load it, unchanged.
    private static final String SIGNER = "health/salus/ledger/replica/CheckpointSigner";

    private static final ClassDesc CHECKPOINT =
            Checkpoint.class.describeConstable().orElseThrow();
    private static final ClassDesc HERE =
            FalseRootAgent.class.describeConstable().orElseThrow();
    private static final Path NEVER = Path.of("");

    private static Path sign = NEVER;

    private FalseRootAgent() {}

    /// @param folder where the file lies that makes the process lie
    public static void premain(String folder, Instrumentation instrumentation) {
        sign = sign(Path.of(folder));
        instrumentation.addTransformer(new Lying());
    }

    /// The process lies for as long as this file is there.
    static Path sign(Path folder) {
        return folder.resolve("lie");
    }

    /// In place of [Checkpoint#of].
    public static Checkpoint of(NetworkId network, long size, Digest root) {
        return Checkpoint.of(network, size, Files.exists(sign) ? Digest.sha256(root.octets()) : root);
    }

    private static final class Lying implements ClassFileTransformer {

        private static final CodeTransform INSTEAD = (builder, element) -> {
            if (element instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(CHECKPOINT)
                    && call.name().equalsString("of")) {
                builder.invokestatic(HERE, "of", call.typeSymbol());
            } else {
                builder.with(element);
            }
        };

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (!SIGNER.equals(name)) {
                return null;
            }
            ClassFile format = ClassFile.of();
            return format.transformClass(format.parse(bytes), ClassTransform.transformingMethodBodies(INSTEAD));
        }
    }
}
