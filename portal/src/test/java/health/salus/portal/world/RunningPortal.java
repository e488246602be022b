package health.salus.portal.world;

import health.salus.portal.PortalConfig;
import org.springframework.context.ConfigurableApplicationContext;

/// One portal for all tests of the process: it starts once.
public final class RunningPortal {

    private static final RunningPortal SHARED = new RunningPortal();

    private final ConfigurableApplicationContext context = PortalTestApplication.start();

    private RunningPortal() {}

    /// The portal, with permissions and keys as they were at the start.
    public static RunningPortal fresh() {
        SHARED.bean(Permits.class).reset();
        SHARED.bean(Keys.class).forgetAll();
        return SHARED;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String url(String path) {
        return bean(PortalConfig.class).origin() + path;
    }
}
