package health.salus.node.api;

import health.salus.client.api.ApiJson;
import health.salus.client.api.NodeStatus;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/// Reads and writes the records of the API by the code that its clients use.
final class ApiRecordConverter extends AbstractHttpMessageConverter<Record> {

    private static final Package SHAPES = NodeStatus.class.getPackage();
    private static final int MAX_BODY_BYTES = 64 * 1024;

    ApiRecordConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type.isRecord() && SHAPES.equals(type.getPackage());
    }

    @Override
    protected Record readInternal(Class<? extends Record> type, HttpInputMessage message) throws IOException {
        byte[] json = message.getBody().readNBytes(MAX_BODY_BYTES + 1);
        if (json.length > MAX_BODY_BYTES) {
            throw new HttpMessageNotReadableException("a request has at most " + MAX_BODY_BYTES + " bytes", message);
        }
        return ApiJson.read(type, json);
    }

    @Override
    protected void writeInternal(Record value, HttpOutputMessage message) throws IOException {
        message.getBody().write(ApiJson.write(value));
    }
}
