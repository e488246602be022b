package health.salus.portal.page;

import health.salus.portal.PortalConfig;
import java.util.Locale;
import org.springframework.context.MessageSource;

/// The portal's texts, for code that puts sentences together.
public final class Words {

    private final MessageSource messages;
    private final Locale locale;

    public Words(MessageSource messages, PortalConfig config) {
        this.messages = messages;
        this.locale = config.locale();
    }

    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
