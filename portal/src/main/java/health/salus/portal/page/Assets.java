package health.salus.portal.page;

import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/// Serves stylesheet and scripts under names that carry their hash, so that browsers may keep them for good.
public final class Assets implements WebMvcConfigurer {

    private static final Duration KEPT = Duration.ofDays(365);

    private final VisitorResolver visitors;

    public Assets(VisitorResolver visitors) {
        this.visitors = visitors;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl forever = CacheControl.maxAge(KEPT).cachePublic().immutable();
        registry.addResourceHandler("/portal/assets/**")
                .addResourceLocations("classpath:/health/salus/portal/assets/")
                .setCacheControl(forever)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
        registry.addResourceHandler("/portal/lib/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(forever)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
                .addResolver(new LiteWebJarsResourceResolver());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(visitors);
    }
}
