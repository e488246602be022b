package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.bundle.BundleRequest;
import health.salus.fhir.bundle.ConditionalSearch;
import health.salus.fhir.bundle.Plan;
import health.salus.fhir.bundle.Planned;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.bundle.WritePlanner;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.util.List;
import java.util.Optional;

/// Plans a request's changes and has them written, anew where another writer met the same condition first.
final class Submissions {
    /// Each attempt searches again. A condition that is still contended then is the caller's to retry.
    private static final int MAX_ATTEMPTS = 4;

    private final RecordService records;
    private final ConditionalSearch search;
    private final WritePlanner planner;

    Submissions(RecordService records, ConditionalSearch search, RandomSource random) {
        this.records = records;
        this.search = search;
        this.planner = new WritePlanner(records, search, new ResourceIds(random));
    }

    /// What was written.
    record Done(Plan plan, WriteOutcome.Accepted accepted) {

        /// The answer with where its receipt is, and whether a Consent was kept that rules nothing.
        FhirResponse told(FhirResponse answer) {
            String transaction = accepted.transaction();
            FhirResponse proven = transaction.isEmpty() ? answer : answer.with(FhirResponse.RECEIPT, transaction);
            return plan.changes().stream().anyMatch(Done::rulesNothing)
                    ? proven.with(FhirResponse.PREFERENCE_APPLIED, "handling=lenient")
                    : proven;
        }

        private static boolean rulesNothing(Change change) {
            return switch (change) {
                case Change.Create create -> create.content().rulesNothing();
                case Change.Update update -> update.content().rulesNothing();
                case Change.Delete _ -> false;
            };
        }
    }

    Done submit(Caller caller, byte[] json, BundleRequest request, Optional<String> key) {
        Optional<Idempotency> idempotency = key.map(name -> new Idempotency(name, digest(json, request)));
        for (int attempt = 1; ; attempt++) {
            Plan plan = planner(caller, key).plan(caller, json, request);
            if (plan.changes().isEmpty()) {
                return new Done(plan, new WriteOutcome.Accepted("", List.of()));
            }
            WriteSet set = new WriteSet(request.atomic(), idempotency, plan.changes());
            switch (records.write(caller, set)) {
                case WriteOutcome.Accepted accepted -> {
                    return new Done(plan, accepted);
                }
                case WriteOutcome.Refused refused -> {
                    boolean raced = refused.code() == ErrorCode.CONDITION_RACED && attempt < MAX_ATTEMPTS;
                    if (!raced) {
                        throw refusal(refused, plan, request);
                    }
                }
            }
        }
    }

    /// A repeated request has to assign the same ids again.
    private WritePlanner planner(Caller caller, Optional<String> key) {
        return key.map(name -> new WritePlanner(records, search, new ResourceIds(records.chance(caller, name))))
                .orElse(planner);
    }

    /// Of the whole request: a bundle's body says it all, a single resource's address is not in its body.
    private static Digest digest(byte[] json, BundleRequest request) {
        String line = request.entries().isEmpty()
                ? ""
                : request.entries().getFirst().method() + " "
                        + request.entries().getFirst().url();
        return Digest.sha256(Octets.utf8(line + "\n"), Octets.wrap(json));
    }

    private static FhirException refusal(WriteOutcome.Refused refused, Plan plan, BundleRequest request) {
        String location = "";
        for (int i = 0; i < plan.entries().size() && refused.change().isPresent(); i++) {
            if (plan.entries().get(i) instanceof Planned.Write write
                    && write.change() == refused.change().getAsInt()) {
                location = request.entries().get(i).location();
            }
        }
        return FhirException.of(refused.code(), Outcomes.type(refused.code()), location, refused.detail());
    }
}
