package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import health.salus.fhir.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StructureCheckerTest {
    private final StructureChecker checker = new StructureChecker();

    @ParameterizedTest
    @ValueSource(strings = {Samples.PATIENT, Samples.OBSERVATION})
    void acceptsWhatIsRight(String json) {
        assertThat(issues(json)).isEmpty();
    }

    @Test
    void acceptsABundleOfThem() {
        assertThat(issues(Samples.BUNDLE)).isEmpty();
    }

    @Test
    void acceptsTheTypeInAnyPlace() {
        assertThat(issues("{'active':true,'resourceType':'Patient'}")).isEmpty();
        assertThat(issues("{'entry':[{'resource':{'id':'1','resourceType':'Patient'}}],'type':'collection',"
                        + "'resourceType':'Bundle'}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // Names
                "{'resourceType':'Patient','nam':1}; STRUCTURE Patient.nam",
                "{'resourceType':'Patient','contact':[{'gendr':'male','id':'x','gender':'male'}]}; STRUCTURE Patient.contact[0].gendr",
                "{'resourceType':'Patient','na<b>':1}; STRUCTURE Patient.na?b?",
                "{'resourceType':'Patient','_active':{'value':1}}; STRUCTURE Patient.active.value|INVARIANT Patient.active|STRUCTURE Patient.active",
                "{'resourceType':'Patient','_contact':[]}; STRUCTURE Patient._contact",
                "{'resourceType':'Patient','active':true,'active':true}; DUPLICATE Patient.active",
                "{'resourceType':'Patient','resourceType':'Patient'}; DUPLICATE Patient.resourceType",
                // Types
                "{}; `STRUCTURE `",
                "{'resourceType':'Patent'}; `STRUCTURE `",
                "{'resourceType':'HumanName'}; `STRUCTURE `",
                "{'resourceType':7}; `STRUCTURE `",
                "[]; `STRUCTURE `",
                "'Patient'; `STRUCTURE `",
                "{'resourceType':'Patient','active':'true'}; STRUCTURE Patient.active",
                "{'resourceType':'Patient','active':null}; STRUCTURE Patient.active",
                "{'resourceType':'Patient','active':{'a':1}}; STRUCTURE Patient.active",
                "{'resourceType':'Patient','birthDate':['2000']}; STRUCTURE Patient.birthDate",
                "{'resourceType':'Patient','name':{'family':'A'}}; STRUCTURE Patient.name",
                "{'resourceType':'Patient','name':[['A']]}; STRUCTURE Patient.name[0]",
                "{'resourceType':'Patient','name':[null]}; STRUCTURE Patient.name[0]",
                "{'resourceType':'Patient','name':['A']}; STRUCTURE Patient.name[0]",
                "{'resourceType':'Patient','contained':['A']}; STRUCTURE Patient.contained[0]",
                "{'resourceType':'Patient','multipleBirthInteger':1.0}; STRUCTURE Patient.multipleBirth.ofType(integer)",
                "{'resourceType':'Patient','multipleBirthInteger':'1'}; STRUCTURE Patient.multipleBirth.ofType(integer)",
                "{'resourceType':'Patient','multipleBirthInteger':3000000000}; VALUE Patient.multipleBirth.ofType(integer)",
                // Emptiness
                "{'resourceType':'Patient','name':[]}; STRUCTURE Patient.name",
                "{'resourceType':'Patient','name':[{}]}; INVARIANT Patient.name[0]",
                "{'resourceType':'Patient','name':[{'id':'n'}]}; INVARIANT Patient.name[0]",
                "{'resourceType':'Patient','name':[{'family':''}]}; VALUE Patient.name[0].family",
                // Cardinality
                "{'resourceType':'Observation','status':'final'}; REQUIRED Observation.code",
                "{'resourceType':'Observation','code':{'text':'a'}}; REQUIRED Observation.status",
                "{'resourceType':'MedicationRequest','status':'active','intent':'order','subject':{'display':'a'}}; REQUIRED MedicationRequest.medication",
                // Choices
                "{'resourceType':'Patient','deceasedBoolean':true,'deceasedDateTime':'2020'}; STRUCTURE Patient.deceased.ofType(dateTime)",
                "{'resourceType':'Patient','deceasedString':'x'}; STRUCTURE Patient.deceasedString",
                "{'resourceType':'Patient','deceased':true}; STRUCTURE Patient.deceased",
                // Null padding
                "{'resourceType':'Patient','name':[{'given':['A',null]}]}; STRUCTURE Patient.name[0].given",
                "{'resourceType':'Patient','name':[{'given':[null],'_given':[null]}]}; STRUCTURE Patient.name[0].given",
                "{'resourceType':'Patient','name':[{'_given':[null,{'id':'a'}],'given':['A']}]}; STRUCTURE Patient.name[0].given",
                "{'resourceType':'Patient','_birthDate':{'id':'a'}}; STRUCTURE Patient.birthDate",
                "{'resourceType':'Patient','_birthDate':{}}; INVARIANT Patient.birthDate|STRUCTURE Patient.birthDate",
                // Values
                "{'resourceType':'Patient','id':'a b'}; VALUE Patient.id",
                "{'resourceType':'Patient','birthDate':'2001-02-29'}; VALUE Patient.birthDate",
                "{'resourceType':'Patient','gender':'f'}; CODE_INVALID Patient.gender",
                "{'resourceType':'Patient','name':[{'family':'a\\u0007'}]}; VALUE Patient.name[0].family",
                "{'resourceType':'Patient','name':[{'family':'a\\ud800'}]}; VALUE Patient.name[0].family",
                "{'resourceType':'AllergyIntolerance','patient':{'display':'a'},'clinicalStatus':{'coding':[{'system':'x','code':'active'}]}}; CODE_INVALID AllergyIntolerance.clinicalStatus",
                // References
                "{'resourceType':'Patient','managingOrganization':{'reference':'Practitioner/1'}}; STRUCTURE Patient.managingOrganization.reference",
                "{'resourceType':'Patient','managingOrganization':{'reference':'http://a.b/c/Practitioner/1'}}; STRUCTURE Patient.managingOrganization.reference",
                "{'resourceType':'Patient','managingOrganization':{'reference':'organization/1'}}; VALUE Patient.managingOrganization.reference",
                "{'resourceType':'Patient','managingOrganization':{'reference':'/Organization/1'}}; VALUE Patient.managingOrganization.reference",
                "{'resourceType':'Patient','managingOrganization':{'reference':'#a'}}; INVARIANT Patient.managingOrganization.reference",
                "{'resourceType':'Patient','managingOrganization':{'reference':'#a'},'contained':[{'resourceType':'Practitioner','id':'a'}]}; INVARIANT Patient.managingOrganization.reference",
                // Contained
                "{'resourceType':'Patient','contained':[{'resourceType':'Practitioner','active':true}]}; REQUIRED Patient.contained[0]",
                "{'resourceType':'Patient','contained':[{'resourceType':'Device','id':'a','contained':[{'resourceType':'Device','id':'b'}]}]}; INVARIANT Patient.contained[0].contained[0]",
                "{'resourceType':'Patient','contained':[{'resourceType':'Device','id':'a'},{'resourceType':'Device','id':'a'}]}; DUPLICATE Patient.contained[1].id",
                // Extensions
                "{'resourceType':'Patient','extension':[{'url':'http://a'}]}; EXTENSION Patient.extension[0]",
                "{'resourceType':'Patient','extension':[{'valueString':'a'}]}; REQUIRED Patient.extension[0].url",
                "{'resourceType':'Patient','extension':[{'url':'http://a','_url':{'id':'a'},'valueCode':'b'}]}; STRUCTURE Patient.extension[0]._url",
                // Bundles
                "{'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Patient','active':1}}]}; STRUCTURE Bundle.entry[0].resource.active",
                "{'resourceType':'Bundle','type':'batch','entry':[{'resource':{'active':true}}]}; STRUCTURE Bundle.entry[0].resource",
                // After the end
                "{'resourceType':'Patient'} {}; STRUCTURE Patient",
            })
    void namesTheFaultAndItsPlace(String json, String expected) {
        assertThat(String.join("|", issues(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'resourceType':'Patient'",
                "{'resourceType':'Patient','name':[{]}",
                "{'resourceType':'Patient','active':tru}",
                "{'resourceType':'Patient','multipleBirthInteger':01}",
                "{'resourceType':'Patient','multipleBirthInteger':NaN}",
                "{'resourceType':'Patient','birthDate':'2000\n'}",
                "{'active':true,'resourceType':",
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(check(json.getBytes(StandardCharsets.UTF_8)).acceptable()).isFalse();
    }

    @Test
    void namesTheByte() {
        Checked checked = check(quoted("{'resourceType':'Patient','name':[{'family':'Zoë'}],'gender':'x'}"));
        assertThat(checked.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.offset()).isEqualTo(62);
            assertThat(issue.text()).doesNotContain("x'");
        });
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(check("{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.UTF_16LE))
                        .acceptable())
                .isFalse();
        assertThat(check(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'})
                        .issues())
                .singleElement()
                .extracting(Issue::offset)
                .isEqualTo(2L);
        assertThat(check("\ufeff{}".getBytes(StandardCharsets.UTF_8)).acceptable())
                .isFalse();
    }

    @Test
    void boundsDepth() {
        String extensions = "{'url':'a','extension':[".repeat(200) + "]}".repeat(200);
        assertThat(issues("{'resourceType':'Patient','extension':[" + extensions + "]}"))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("TOO_COSTLY");
        assertThat(check("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)).acceptable())
                .isFalse();
        String unknown = "{'resourceType':'Patient','x':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(check(quoted(unknown)).acceptable()).isFalse();
        String bundles = "{'entry':[{'resource':".repeat(60) + "1" + "}],'resourceType':'Bundle'}".repeat(60);
        assertThat(issues(bundles)).anyMatch(issue -> issue.startsWith("TOO_COSTLY"));
    }

    @Test
    void listsAFewIssuesOfMany() {
        String wrong = "{'resourceType':'Patient','name':[" + "1,".repeat(10_000) + "1]}";
        List<Issue> issues = check(quoted(wrong)).issues();
        assertThat(issues).hasSize(Findings.MAX_ISSUES + 1);
        assertThat(issues.getLast().text()).startsWith("9951 more");
    }

    @Test
    void refusesLongStrings() {
        String longName = "a".repeat(PrimitiveSyntax.MAX_STRING_CHARS + 1);
        assertThat(issues("{'resourceType':'Patient','name':[{'family':'" + longName + "'}]}"))
                .containsExactly("TOO_LONG Patient.name[0].family");
    }

    @Test
    void outlinesEachEntry() {
        byte[] json = Samples.bytes(Samples.BUNDLE);
        List<Outline> resources = check(json).resources();
        assertThat(resources).extracting(Outline::type).containsExactly("Bundle", "Patient", "Observation");
        assertThat(resources).extracting(outline -> outline.id().orElse("")).containsExactly("", "p1", "o1");
        for (Outline outline : resources) {
            assertThat((char) json[outline.start()]).isEqualTo('{');
            assertThat((char) json[outline.end() - 1]).isEqualTo('}');
            for (Link link : outline.links()) {
                String text = new String(json, link.start(), link.end() - link.start(), StandardCharsets.UTF_8);
                assertThat(text).isEqualTo(link.value());
            }
        }
        assertThat(resources.get(2).links())
                .extracting(Link::value, Link::patient)
                .containsExactly(
                        tuple("Patient/p1", true),
                        tuple("Practitioner/17", true),
                        tuple("urn:uuid:0b1f2c3d-0000-4000-8000-000000000001", true));
    }

    @Test
    void notesMembersWhereTheyStand() {
        byte[] json = quoted("{ 'resourceType' :'Bundle','type':'batch' , 'entry' : [ {'resource' :"
                + " {'active' : true ,'multipleBirthInteger': 2,'n\\u0061me' :[ {'family':'}\\'{'} ] , 'gender':'male',"
                + "\n'birthDate'\t:'1970-01-01','resourceType':'Patient'\n}} , {'resource':{'resourceType':'Binary',"
                + "'contentType':'text/plain' }}]}");
        List<Outline> resources = check(json).resources();
        assertThat(resources).hasSize(3);
        for (Outline outline : resources) {
            assertThat(outline.members()).isNotEmpty().isEqualTo(new JsonBytes(json).members(outline.start()));
        }
    }

    @Test
    void keepsNoMoreEntriesThanABundleMayHave() {
        String entries =
                ",{'resource':{'resourceType':'Patient','active':true}}".repeat(StructureChecker.MAX_ENTRIES + 100);
        Checked checked =
                check(quoted("{'resourceType':'Bundle','type':'batch','entry':[" + entries.substring(1) + "]}"));
        assertThat(checked.resources()).hasSize(StructureChecker.MAX_ENTRIES + 1);
        assertThat(checked.acceptable()).isFalse();
        assertThat(checked.issues()).anySatisfy(issue -> {
            assertThat(issue.type()).isEqualTo(IssueType.TOO_LONG);
            assertThat(issue.severity()).isEqualTo(Issue.Severity.FATAL);
        });
    }

    @Test
    void notesLinksInNarratives() {
        byte[] json = quoted("{'resourceType':'Patient','text':{'status':'generated','div':"
                + "'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'><a href=\\'urn:uuid:1\\'>a</a></div>'}}");
        assertThat(check(json).root().links())
                .extracting(Link::kind, Link::value)
                .containsExactly(tuple(Link.Kind.NARRATIVE, "urn:uuid:1"));
    }

    private Checked check(byte[] json) {
        return checker.check(json);
    }

    private List<String> issues(String json) {
        return check(quoted(json)).issues().stream()
                .map(issue -> issue.type() + " " + issue.location())
                .toList();
    }

    /// JSON with single quotes is easier to read in Java.
    private static byte[] quoted(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /// A node's memory is not the sender's: of a Bundle of 128 MB that says the same twenty million times, little
    /// is kept.
    @Test
    void keepsLittleOfWhatMustNotBeThere() {
        String wrong = ",'active':true,'a':1,'resourceType':'Patient'".repeat(1_000);
        Checked checked = check(quoted("{'resourceType':'Patient'" + wrong + "}"));
        assertThat(checked.acceptable()).isFalse();
        assertThat(checked.root().members())
                .extracting(JsonBytes.Member::name)
                .containsExactly("resourceType", "active");
    }
}
