package health.salus.node.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {

    @TempDir
    Path directory;

    @Test
    void aHomeThatIsInUseIsCalledThat() {
        try (LocalStore _ = new LocalStore(directory)) {
            assertThatThrownBy(() -> new LocalStore(directory))
                    .hasMessageContaining("the node of this home is running: another process uses it")
                    .asInstanceOf(InstanceOfAssertFactories.type(SalusException.class))
                    .extracting(SalusException::code)
                    .isEqualTo(ErrorCode.CONFIGURATION);
        }
    }
}
