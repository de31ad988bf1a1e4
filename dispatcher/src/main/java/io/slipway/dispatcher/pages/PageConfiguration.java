package io.slipway.dispatcher.pages;

import io.slipway.dispatcher.http.FilterOrder;
import io.slipway.dispatcher.http.Problems;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dashboard in front of everything that asks who it is. */
@Configuration
@EnableConfigurationProperties(PageProperties.class)
class PageConfiguration {
    @Bean
    FilterRegistrationBean<PageFilter> pageFilter(PageProperties properties, Problems problems) throws IOException {
        FilterRegistrationBean<PageFilter> filter =
                new FilterRegistrationBean<>(new PageFilter(Pages.at(properties.location()), problems));
        filter.setOrder(FilterOrder.PAGES);
        return filter;
    }
}
