package health.salus.archive;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import health.salus.ledger.archive.BlockSegment;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Segments as objects in a bucket of any store that speaks Amazon S3's interface.
public final class S3BlockArchive implements BlockArchive {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    /// Repetitions included.
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);

    private static final int LARGEST = BlockSegment.MAX_BYTES + BlockSegment.MAX_BYTES / 64;

    private final S3Place place;
    private final S3Client s3;

    public S3BlockArchive(S3Place place) {
        this.place = place;
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT))
                .region(Region.of(place.region()))
                .credentialsProvider(credentials(place))
                .forcePathStyle(place.pathStyle())
                .overrideConfiguration(limits -> limits.apiCallTimeout(CALL_TIMEOUT))
                // Many stores do not know the checksums that Amazon's has by now; what comes back is checked against
                // the ledger anyway.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        place.endpoint().ifPresent(builder::endpointOverride);
        this.s3 = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Place place) {
        return ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.builder()
                        .content(place.credentials())
                        .type(ProfileFile.Type.CREDENTIALS)
                        .build())
                .profileName("default")
                .build();
    }

    @Override
    public void put(long first, Octets segment) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(key(first))
                .contentType("application/cbor")
                .build();
        try {
            // A store answers a put once the object would survive.
            s3.putObject(request, RequestBody.fromBytes(segment.toArray()));
        } catch (SdkException failed) {
            throw unreachable(first, failed);
        }
    }

    @Override
    public Optional<Octets> get(long first) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(place.bucket())
                .key(key(first))
                .build();
        try (ResponseInputStream<GetObjectResponse> object = s3.getObject(request)) {
            byte[] bytes = object.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                object.abort();
                throw new SalusException(ErrorCode.CORRUPT, place(first) + " is larger than a segment can be");
            }
            return Optional.of(Octets.wrap(bytes));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (SdkException | IOException failed) {
            throw unreachable(first, failed);
        }
    }

    @Override
    public String place(long first) {
        return "s3://" + place.bucket() + "/" + key(first);
    }

    private String key(long first) {
        return place.prefix() + SegmentNames.of(first);
    }

    private SalusException unreachable(long first, Exception cause) {
        // The SDK's own words name hosts and requests, and hold no secrets; a refusal's code says more than they do.
        String why = cause instanceof S3Exception refused
                ? Optional.ofNullable(refused.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("status " + refused.statusCode())
                : cause.getClass().getSimpleName();
        return new SalusException(
                ErrorCode.ARCHIVE_UNREACHABLE, "the archive cannot be used at " + place(first) + ": " + why, cause);
    }

    @Override
    public void close() {
        s3.close();
    }
}
