package health.salus.kernel;

import java.io.Serial;

///  The one exception that crosses module borders: a code from the documented table, and a detail that holds neither
///  secrets nor personal data. A refusal that a caller may expect is a returned value instead.
public final class SalusException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;

    public SalusException(ErrorCode code, String detail) {
        super(code + ": " + detail);
        this.code = code;
        this.detail = detail;
    }

    public SalusException(ErrorCode code, String detail, Throwable cause) {
        super(code + ": " + detail, cause);
        this.code = code;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }
}
