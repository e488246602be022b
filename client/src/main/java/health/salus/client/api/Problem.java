package health.salus.client.api;

import java.util.Optional;

/// Why a request failed (RFC 9457). `code` is one of docs/errors.md, `next` what to do.
///
/// @param reference what the node's log calls the request
public record Problem(
        Optional<String> code, Optional<String> detail, Optional<String> next, Optional<String> reference) {}
