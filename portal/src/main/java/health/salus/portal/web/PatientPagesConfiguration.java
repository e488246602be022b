package health.salus.portal.web;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.portal.AccessTrail;
import health.salus.portal.ConnectedApplications;
import health.salus.portal.Organisations;
import health.salus.portal.PatientRecord;
import health.salus.portal.PortalConfig;
import health.salus.portal.Receipts;
import health.salus.portal.Sharing;
import health.salus.portal.Signing;
import health.salus.portal.SigningKeys;
import health.salus.portal.access.AccessPages;
import health.salus.portal.account.AccountPages;
import health.salus.portal.account.ConnectionPages;
import health.salus.portal.account.SigningPasskeys;
import health.salus.portal.page.Formats;
import health.salus.portal.page.Words;
import health.salus.portal.receipt.ReceiptPages;
import health.salus.portal.record.RecordPages;
import health.salus.portal.record.RecordView;
import health.salus.portal.sharing.PermitLines;
import health.salus.portal.sharing.SharingPages;
import health.salus.portal.sharing.Terms;
import health.salus.portal.sign.PendingSignatures;
import health.salus.portal.sign.SignPages;
import health.salus.portal.signin.Passkeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pages of a patient, of which everybody has some.
@Configuration(proxyBeanMethods = false)
class PatientPagesConfiguration {

    @Bean
    RecordView recordView(PatientRecord record, Formats formats, Words words) {
        return new RecordView(record, formats, words);
    }

    @Bean
    RecordPages recordPages(RecordView view) {
        return new RecordPages(view);
    }

    @Bean
    PendingSignatures pendingSignatures(RandomSource random, TimeSource time) {
        return new PendingSignatures(random, time);
    }

    @Bean
    SignPages signPages(Signing signing, PendingSignatures pending, PortalConfig config) {
        return new SignPages(signing, pending, config);
    }

    @Bean
    SigningPasskeys signingPasskeys(Passkeys passkeys, SigningKeys keys) {
        return new SigningPasskeys(passkeys, keys);
    }

    @Bean
    Terms terms(Words words, Formats formats) {
        return new Terms(words, formats);
    }

    @Bean
    PermitLines permitLines(Terms terms, Formats formats, TimeSource time) {
        return new PermitLines(terms, formats, time);
    }

    @Bean
    SharingPages sharingPages(
            Sharing sharing,
            Organisations organisations,
            SigningPasskeys passkeys,
            PendingSignatures pending,
            PermitLines lines) {
        return new SharingPages(sharing, organisations, passkeys, pending, lines);
    }

    @Bean
    AccessPages accessPages(AccessTrail trail, Formats formats) {
        return new AccessPages(trail, formats);
    }

    @Bean
    ReceiptPages receiptPages(Receipts receipts, Formats formats) {
        return new ReceiptPages(receipts, formats);
    }

    @Bean
    ConnectionPages connectionPages(ConnectedApplications applications, Formats formats) {
        return new ConnectionPages(applications, formats);
    }

    @Bean
    AccountPages accountPages(
            Passkeys passkeys, SigningKeys keys, SigningPasskeys signing, PendingSignatures pending, Formats formats) {
        return new AccountPages(passkeys, keys, signing, pending, formats);
    }
}
