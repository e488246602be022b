package health.salus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import health.salus.testkit.FreePorts;
import health.salus.testkit.archive.BlockArchiveContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a server of S3's interface that this project did not write, over HTTP, which checks every signature.
class S3BlockArchiveTest extends BlockArchiveContract {

    private static final String BUCKET = "old-blocks";
    private static final String ACCESS_KEY = "an-access-key";
    private static final String SECRET_KEY = "a-secret-key";
    private static final String REGION = "us-east-1";

    @RegisterExtension
    static final S3ProxyExtension SERVER = S3ProxyExtension.builder()
            .withCredentials(ACCESS_KEY, SECRET_KEY)
            .withBlobStoreProvider("transient")
            .build();

    @TempDir
    Path directory;

    private boolean bucketMade;

    @Override
    protected BlockArchive open() {
        makeBucket();
        return new S3BlockArchive(place(SERVER.getUri(), BUCKET, SECRET_KEY));
    }

    private void makeBucket() {
        if (bucketMade) {
            return;
        }
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(SERVER.getUri())
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET));
            bucketMade = true;
        }
    }

    private S3Place place(URI endpoint, String bucket, String secret) {
        Path file = directory.resolve("credentials");
        try {
            Files.writeString(
                    file,
                    "[default]\naws_access_key_id = " + ACCESS_KEY + "\naws_secret_access_key = " + secret + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new S3Place(Optional.of(endpoint), REGION, bucket, "four/north/", true, file);
    }

    @Test
    void saysWhereTheSegmentLies() {
        try (BlockArchive archive = open()) {
            assertThat(archive.place(64)).isEqualTo("s3://old-blocks/four/north/blocks-0000000000000000064.cbor");
        }
    }

    @Test
    void isUnreachableWhereNobodyListens() {
        assertUnreachable(place(URI.create("http://127.0.0.1:" + FreePorts.one()), BUCKET, SECRET_KEY), "SdkClient");
    }

    @Test
    void isUnreachableWithOtherCredentials() {
        assertUnreachable(place(SERVER.getUri(), BUCKET, "a-wrong-secret"), "SignatureDoesNotMatch");
    }

    @Test
    void isUnreachableWithoutItsBucket() {
        assertUnreachable(place(SERVER.getUri(), "another-bucket", SECRET_KEY), "NoSuchBucket");
    }

    private static void assertUnreachable(S3Place place, String why) {
        try (BlockArchive archive = new S3BlockArchive(place)) {
            assertUnreachable(() -> archive.put(0, Octets.utf8("segment")), why);
            assertUnreachable(() -> archive.get(0), why);
        }
    }

    private static void assertUnreachable(Runnable use, String why) {
        assertThatThrownBy(use::run).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.ARCHIVE_UNREACHABLE);
            assertThat(refused.detail()).contains(why).doesNotContain("secret");
        });
    }
}
