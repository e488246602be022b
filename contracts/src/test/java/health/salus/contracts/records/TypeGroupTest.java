package health.salus.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of groups of resource types.
class TypeGroupTest {

    /// http://hl7.org/fhir/R4/resourcelist.html, without the abstract Resource and DomainResource.
    private static final int R4_TYPES = 146;

    @Test
    void putsEveryTypeOfR4InOneGroup() {
        List<String> types = Arrays.stream(TypeGroup.values())
                .flatMap(group -> group.resourceTypes().stream())
                .toList();
        assertThat(types).doesNotHaveDuplicates().hasSize(R4_TYPES);
        for (TypeGroup group : TypeGroup.values()) {
            assertThat(group.resourceTypes())
                    .isNotEmpty()
                    .allMatch(type -> TypeGroup.of(type).filter(group::equals).isPresent());
        }
    }

    @Test
    void knowsNoOtherType() {
        assertThat(TypeGroup.of("Resource")).isEmpty();
        assertThat(TypeGroup.of("observation")).isEmpty();
    }
}
