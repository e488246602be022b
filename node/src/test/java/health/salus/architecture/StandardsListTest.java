package health.salus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardsListTest {
    @Test
    void everyClauseHasItsMethod() {
        assertThat(new StandardsList(Repository.here()).problems()).isEmpty();
    }

    @Test
    void missingMethodsAreCaught(@TempDir Path root) throws IOException {
        Path module = Files.createDirectories(root.resolve("proof/src/main/java/salus"));
        Files.writeString(root.resolve("proof/pom.xml"), "<project/>");
        Files.writeString(module.resolve("Tree.java"), """
                package salus;

                public final class Tree {
                    void append(byte[] leaf) {}

                    record Node(int level) {
                        void check() {}
                    }
                }
                """);
        Path docs = Files.createDirectories(root.resolve("docs/standards"));
        Files.writeString(docs.resolve("rfc9162.md"), """
                # RFC 9162

                | clause | says | `class#method` |
                |---|---|---|
                | 2.1.1 | hashing | `Tree#append`, `salus.Tree.Node#check` |
                | 2.1.2 | level | `Tree.Node#level`, `Tree#<init>` |
                | 2.1.3 | paths | `Tree#prove` |
                | 2.1.4 | roots | `Root#of` |
                | 2.1.5 | later | to be done |

                | another | table |
                |---|---|
                | without | references |
                """);

        assertThat(new StandardsList(new Repository(root)).problems())
                .containsExactly(
                        "docs/standards/rfc9162.md:7: no method Tree#prove",
                        "docs/standards/rfc9162.md:8: no type Root",
                        "docs/standards/rfc9162.md:9: names no method");
    }
}
