package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.versions.builds.BuildsReader;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.dispatcher.versions.maven.MavenReader;
import io.slipway.dispatcher.versions.svn.SvnReader;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the looks at version sources. */
@Configuration
@EnableConfigurationProperties(VersionsProperties.class)
class VersionsConfiguration {
    @Bean(destroyMethod = "close")
    SvnReader svnReader(VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock)
            throws IOException {
        return new SvnReader(properties, sources, versions, clock);
    }

    @Bean
    BuildsReader buildsReader(
            VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock) {
        return new BuildsReader(properties, sources, versions, clock);
    }

    @Bean
    MavenReader mavenReader(
            VersionsProperties properties, VersionSourceStore sources, VersionStore versions, Clock clock) {
        return new MavenReader(properties, sources, versions, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    LookSchedule lookSchedule(
            VersionsProperties properties,
            VersionSourceStore sources,
            List<SourceReader> readers,
            Clock clock,
            @Qualifier("leads") BooleanSupplier leads) {
        return new LookSchedule(properties, sources, readers, clock, leads);
    }
}
