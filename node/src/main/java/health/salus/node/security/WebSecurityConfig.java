package health.salus.node.security;

import health.salus.crypto.Secret;
import health.salus.kernel.OrganisationId;
import java.net.URI;
import java.nio.file.Path;

/// The configuration of the web security.
///
/// @param publicUrl the issuer of tokens, which is also the portal's base URL
/// @param directory where token keys and the default database lie; only the node's user may enter it
/// @param organisation the member's own organisation, to which the first administrator belongs
public record WebSecurityConfig(URI publicUrl, Path directory, OrganisationId organisation, Database database) {

    /// Where accounts are kept.
    ///
    /// @param url a JDBC URL of H2 or PostgreSQL
    public record Database(String url, String username, Secret password) {

        /// A file beside the token keys: the default.
        public static Database file(Path directory) {
            String path = directory.resolve("accounts").toAbsolutePath().toString();
            return new Database(
                    "jdbc:h2:file:" + path + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE",
                    "salus",
                    Secret.of(new byte[0]));
        }
    }

    /// The base URL of the FHIR API, which is the audience of its tokens.
    public String fhirBase() {
        return issuer() + "/fhir";
    }

    /// The issuer, without a slash at the end.
    public String issuer() {
        String url = publicUrl.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
