package health.salus.fhir.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.Samples;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceBytesTest {
    private final StructureChecker checker = new StructureChecker();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'resourceType':'Patient'} ; {'resourceType':'Patient','id':'n'}",
                "{ 'active' : true , 'resourceType' : 'Patient' } ; { 'active' : true , 'resourceType' : 'Patient','id':'n' }",
                "{'id':'o','resourceType':'Patient'} ; {'id':'n','resourceType':'Patient'}",
                "{'id' : 'n' , 'resourceType':'Patient'} ; {'id' : 'n' , 'resourceType':'Patient'}",
                "{'resourceType':'Patient','meta':{'versionId':'3'},'active':true} ; {'resourceType':'Patient','id':'n','active':true}",
                "{'meta':{'versionId':'3'},'resourceType':'Patient'} ; {'resourceType':'Patient','id':'n'}",
                "{'resourceType':'Patient','id':'o','meta':{'lastUpdated':'2020-01-01T00:00:00Z'}} ; {'resourceType':'Patient','id':'n'}",
                "{'resourceType':'Patient','id':'n','meta':{'versionId':'3','source':'a'}} ; {'resourceType':'Patient','id':'n','meta':{'source':'a'}}",
                "{'resourceType':'Patient','id':'n','meta':{'source':'a', 'versionId':'3' }} ; {'resourceType':'Patient','id':'n','meta':{'source':'a' }}",
                "{'resourceType':'Patient','id':'n','meta':{'source':'a','versionId':'3','profile':['b'],'lastUpdated':'2020-01-01T00:00:00Z'}} ; {'resourceType':'Patient','id':'n','meta':{'source':'a','profile':['b']}}",
                "{'resourceType':'Patient','id':'n','meta':{'versionId':'3','lastUpdated':'2020-01-01T00:00:00Z','source':'a'}} ; {'resourceType':'Patient','id':'n','meta':{'source':'a'}}",
                "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/1'},'id':'n'} ; {'resourceType':'Patient','managingOrganization':{'reference':'Organization/2'},'id':'n'}",
                "{'resourceType':'Patient','id':'n','meta':{'_lastUpdated':{'extension':[{'url':'http://a.b','valueReference':{'reference':'Organization/1'}}]}}} ; {'resourceType':'Patient','id':'n'}",
                "{'resourceType':'Patient','id':'n','meta':{'source':'a','_versionId':{'extension':[{'url':'http://a.b','valueReference':{'reference':'Organization/1'}}]}},'active':true} ; {'resourceType':'Patient','id':'n','meta':{'source':'a'},'active':true}",
            })
    void storesWithIdAndWithoutServerMeta(String submitted, String stored) {
        byte[] json = quoted(submitted);
        var checked = checker.check(json);
        assertThat(checked.issues()).isEmpty();
        Octets bytes = stored(json, checked.root(), "n", ResourceBytesTest::rewritten);
        assertThat(bytes.toUtf8().replace('"', '\'')).isEqualTo(stored);
    }

    private static Octets stored(byte[] json, Outline outline, String id, Function<Link, String> address) {
        List<String> addresses = outline.links().stream().map(address).toList();
        return ResourceBytes.stored(new ResourceParts(json, outline), id, addresses);
    }

    private static String rewritten(Link link) {
        return link.value().replace("Organization/1", "Organization/2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'resourceType':'Patient','id':'n'} ; {'resourceType':'Patient','id':'n','meta':{'versionId':'7','lastUpdated':'2026-01-02T03:04:05.678Z'}}",
                "{'resourceType':'Patient','id':'n','meta':{ 'source':'a'}} ; {'resourceType':'Patient','id':'n','meta':{'versionId':'7','lastUpdated':'2026-01-02T03:04:05.678Z', 'source':'a'}}",
            })
    void servesWithServerMeta(String stored, String served) {
        Instant time = Instant.parse("2026-01-02T03:04:05.678901Z");
        var resource = new StoredResource(new ResourceId("Patient", "n"), 7, time, Octets.wrap(quoted(stored)));
        byte[] bytes = ResourceBytes.served(resource);
        assertThat(new String(bytes, StandardCharsets.UTF_8).replace('"', '\'')).isEqualTo(served);
        assertThat(checker.check(bytes).issues()).isEmpty();
    }

    @Test
    void keepsEveryOtherByte() {
        byte[] json = Samples.bytes(Samples.PATIENT);
        var checked = checker.check(json);
        Octets stored = stored(json, checked.root(), "p1", Link::value);
        assertThat(stored.toUtf8()).isEqualTo(Samples.PATIENT.strip());
    }

    private static byte[] quoted(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
