package health.salus.node.security;

import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import java.time.Duration;
import java.util.Optional;

/// The patient that a clinician chose for an application (SMART App Launch 2, standalone launch with
/// `launch/patient`).
final class LaunchPatients {

    /// As long as the refresh tokens that may follow.
    private static final Duration KEPT = Duration.ofDays(91);

    private final AccountsDatabase database;
    private final TimeSource time;

    LaunchPatients(AccountsDatabase database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    void choose(String authorizationId, SubjectId subject) {
        database.inTransaction(() -> {
            database.client()
                    .sql("delete from launch_patient where authorization_id = :id")
                    .param("id", authorizationId)
                    .update();
            return database.client()
                    .sql(
                            "insert into launch_patient (authorization_id, subject, expires_at) values (:id, :subject, :until)")
                    .param("id", authorizationId)
                    .param("subject", subject.value())
                    .param("until", AccountsDatabase.sql(time.now().plus(KEPT)))
                    .update();
        });
    }

    Optional<SubjectId> find(String authorizationId) {
        return database.client()
                .sql("select subject from launch_patient where authorization_id = :id")
                .param("id", authorizationId)
                .query(String.class)
                .optional()
                .map(SubjectId::new);
    }
}
