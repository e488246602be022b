package health.salus.node.security;

import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.portal.AccessTrail;
import health.salus.portal.Account;
import health.salus.portal.Caller;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.Operations;
import health.salus.portal.Organisations;
import health.salus.portal.PaperConsents;
import health.salus.portal.Passkey;
import health.salus.portal.PatientRecord;
import health.salus.portal.PortalConfig;
import health.salus.portal.Receipts;
import health.salus.portal.Role;
import health.salus.portal.Sharing;
import health.salus.portal.Signing;
import health.salus.portal.SigningKeys;
import health.salus.portal.web.PortalConfiguration;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// The web security and the portal as the node composes them, with an empty world behind.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({WebSecurity.class, PortalConfiguration.class})
class SecurityTestApplication {

    static final OrganisationId LINDEN = new OrganisationId("linden");
    static final SubjectId MARIA = new SubjectId("s-maria");
    static final SubjectId MAREK = new SubjectId("s-marek");
    static final String PASSWORD = "correct horse battery";

    static final List<Account> PEOPLE = List.of(
            new Account("maria", "Maria Lindqvist", new PrincipalId("p-1"), LINDEN, Role.PATIENT, Optional.of(MARIA)),
            new Account("ines", "Dr Ines Okafor", new PrincipalId("p-2"), LINDEN, Role.CLINICIAN, Optional.empty()),
            new Account("tom", "Tom Brandt", new PrincipalId("p-3"), LINDEN, Role.STAFF, Optional.empty()),
            new Account("ada", "Ada Weiss", new PrincipalId("p-4"), LINDEN, Role.ADMINISTRATOR, Optional.empty()));

    @Bean
    WebSecurityConfig webSecurityConfig(Environment environment) {
        Path directory = Path.of(environment.getRequiredProperty("salus.test.directory"));
        String url = environment.getProperty("salus.test.database", "");
        return new WebSecurityConfig(
                URI.create(environment.getRequiredProperty("salus.test.url")),
                directory,
                LINDEN,
                url.isEmpty()
                        ? WebSecurityConfig.Database.file(directory)
                        : new WebSecurityConfig.Database(url, "postgres", Secret.of(new byte[] {'x'})));
    }

    @Bean
    PortalConfig portalConfig(WebSecurityConfig config) {
        return new PortalConfig(
                "Linden Hospital", new NetworkId("test"), config.publicUrl(), ZoneOffset.UTC, Locale.UK);
    }

    @Bean
    TimeSource timeSource() {
        return Instant::now;
    }

    @Bean
    RandomSource randomSource() {
        return new SystemRandomSource();
    }

    /// There is no ledger behind these tests.
    @Bean
    Principals principals() {
        return (_, _, _) -> {};
    }

    @Bean
    KeyHolders keyHolders() {
        return _ -> Optional.empty();
    }

    @Bean
    ClinicianDesk desk() {
        return new TwoPatients();
    }

    @Bean
    PatientRecord patientRecord() {
        return unused(PatientRecord.class);
    }

    @Bean
    Sharing sharing() {
        return unused(Sharing.class);
    }

    @Bean
    Signing signing() {
        return unused(Signing.class);
    }

    @Bean
    SigningKeys signingKeys() {
        return new EveryKeyCounts();
    }

    @Bean
    PaperConsents paperConsents() {
        return unused(PaperConsents.class);
    }

    @Bean
    AccessTrail accessTrail() {
        return unused(AccessTrail.class);
    }

    @Bean
    Receipts receipts() {
        return unused(Receipts.class);
    }

    @Bean
    Organisations organisations() {
        return unused(Organisations.class);
    }

    @Bean
    Operations operations() {
        return unused(Operations.class);
    }

    @Bean
    Echo echo(CallerResolver callers) {
        return new Echo(callers);
    }

    /// A port that no test reaches.
    private static <T> T unused(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            throw new AssertionError("no test uses " + method);
        }));
    }

    private static final class EveryKeyCounts implements SigningKeys {

        @Override
        public Map<String, Standing> standings(Caller caller, List<Passkey> passkeys) {
            return passkeys.stream().collect(Collectors.toMap(Passkey::id, _ -> Standing.IN_FORCE));
        }

        @Override
        public Enrolment enrol(Caller caller, Passkey added) {
            return new Enrolment.InForce();
        }

        @Override
        public Signing.Preparation prepareEnrolment(Caller caller, Passkey added, Passkey signer) {
            throw new AssertionError("every key counts at once");
        }

        @Override
        public Signing.Preparation prepareRevocation(Caller caller, Passkey removed, Passkey signer) {
            throw new AssertionError("no test revokes");
        }
    }

    private static final class TwoPatients implements ClinicianDesk {

        private static final List<Patient> PATIENTS = List.of(
                new Patient(MARIA, "Lindqvist, Maria", Optional.of(LocalDate.parse("1961-04-09")), "LH-204417"),
                new Patient(MAREK, "Lindner, Marek", Optional.empty(), "LH-311902"));

        @Override
        public List<Patient> find(Caller caller, String text) {
            return PATIENTS.stream().filter(p -> p.name().startsWith(text)).toList();
        }

        @Override
        public Optional<Patient> patient(Caller caller, SubjectId subject) {
            return PATIENTS.stream().filter(p -> p.subject().equals(subject)).findFirst();
        }

        @Override
        public Opening open(Caller caller, SubjectId subject, Optional<String> reason) {
            throw new AssertionError("no test opens a record");
        }
    }
}
