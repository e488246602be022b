package health.salus.portal.web;

import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.portal.Accounts;
import health.salus.portal.PortalConfig;
import health.salus.portal.page.Assets;
import health.salus.portal.page.ErrorPages;
import health.salus.portal.page.Formats;
import health.salus.portal.page.PageFrame;
import health.salus.portal.page.PortalProblems;
import health.salus.portal.page.VisitorResolver;
import health.salus.portal.page.Words;
import health.salus.portal.signin.PortalSecurity;
import health.salus.portal.signin.SessionCookie;
import health.salus.portal.signin.SignInLimiter;
import health.salus.portal.signin.SignInOutcomes;
import health.salus.portal.signin.SignInPages;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/// Everything the portal consists of; import this one class. What it needs as beans is listed in docs/design/portal.md.
@Configuration(proxyBeanMethods = false)
@Import({PortalSecurity.class, PatientPagesConfiguration.class, StaffPagesConfiguration.class})
public class PortalConfiguration {

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("health/salus/portal/messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        // With formatting throughout, one apostrophe is written the same way in every text.
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }

    @Bean
    Formats formats(PortalConfig config) {
        return new Formats(config);
    }

    @Bean
    Words words(MessageSource messages, PortalConfig config) {
        return new Words(messages, config);
    }

    @Bean
    VisitorResolver visitorResolver(Accounts accounts, PortalConfig config, RandomSource random) {
        return new VisitorResolver(accounts, config, random);
    }

    @Bean
    PageFrame pageFrame(PortalConfig config, Formats formats, VisitorResolver visitors) {
        return new PageFrame(config, formats, visitors);
    }

    @Bean
    PortalProblems portalProblems() {
        return new PortalProblems();
    }

    @Bean
    ErrorPages errorPages(PageFrame frames) {
        return new ErrorPages(frames);
    }

    @Bean
    Assets assets(VisitorResolver visitors) {
        return new Assets(visitors);
    }

    @Bean
    ResourceUrlEncodingFilter assetNames() {
        return new ResourceUrlEncodingFilter();
    }

    @Bean
    SessionCookie sessionCookie(PortalConfig config) {
        return new SessionCookie(config);
    }

    @Bean
    SignInLimiter signInLimiter(TimeSource time) {
        return new SignInLimiter(time);
    }

    @Bean
    SignInOutcomes signInOutcomes(SignInLimiter limiter) {
        return new SignInOutcomes(limiter);
    }

    @Bean
    SignInPages signInPages(Accounts accounts, SignInLimiter limiter, SignInPages.ReturnTargets returnTargets) {
        return new SignInPages(accounts, limiter, returnTargets);
    }
}
