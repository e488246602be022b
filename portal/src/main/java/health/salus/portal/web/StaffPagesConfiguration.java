package health.salus.portal.web;

import health.salus.kernel.TimeSource;
import health.salus.portal.ClinicianDesk;
import health.salus.portal.Operations;
import health.salus.portal.Organisations;
import health.salus.portal.PaperConsents;
import health.salus.portal.account.SigningPasskeys;
import health.salus.portal.desk.DeskPages;
import health.salus.portal.desk.FoundPatients;
import health.salus.portal.desk.OpenRecords;
import health.salus.portal.desk.PatientPages;
import health.salus.portal.operations.OperationsPages;
import health.salus.portal.page.Formats;
import health.salus.portal.paper.PaperPages;
import health.salus.portal.record.RecordView;
import health.salus.portal.sharing.PermitLines;
import health.salus.portal.sign.PendingSignatures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pages of clinicians, staff and administrators.
@Configuration(proxyBeanMethods = false)
class StaffPagesConfiguration {

    @Bean
    OpenRecords openRecords(TimeSource time) {
        return new OpenRecords(time);
    }

    @Bean
    FoundPatients foundPatients(ClinicianDesk desk, Formats formats) {
        return new FoundPatients(desk, formats);
    }

    @Bean
    DeskPages deskPages(ClinicianDesk desk, OpenRecords open, FoundPatients patients) {
        return new DeskPages(desk, open, patients);
    }

    @Bean
    PatientPages patientPages(RecordView view, OpenRecords open, FoundPatients patients, Formats formats) {
        return new PatientPages(view, open, patients, formats);
    }

    @Bean
    PaperPages.Signatures paperSignatures(PaperConsents papers, SigningPasskeys passkeys, PendingSignatures pending) {
        return new PaperPages.Signatures(papers, passkeys, pending);
    }

    @Bean
    PaperPages paperPages(
            FoundPatients patients,
            Organisations organisations,
            PermitLines lines,
            Formats formats,
            PaperPages.Signatures signatures) {
        return new PaperPages(patients, organisations, lines, formats, signatures);
    }

    @Bean
    OperationsPages operationsPages(Operations operations, Formats formats) {
        return new OperationsPages(operations, formats);
    }
}
