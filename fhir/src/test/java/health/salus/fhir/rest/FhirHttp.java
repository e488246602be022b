package health.salus.fhir.rest;

import health.salus.fhir.record.InMemoryRecordService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// A FHIR server and a client that says exactly what it is told to: as Ana and in FHIR's JSON, unless a header differs.
final class FhirHttp implements AutoCloseable {
    private final FhirTestServer server = new FhirTestServer();
    private final HttpClient http = HttpClient.newHttpClient();

    String base() {
        return server.base();
    }

    InMemoryRecordService records() {
        return server.records();
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + "/" + path.replace("|", "%7C")))
                .method(method, BodyPublishers.ofString(body));
        if (!List.of(headers).contains("Authorization")) {
            request.header("Authorization", "Bearer ana");
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/fhir+json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
