package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.filepull.FilePullProperties.PackageLimits;
import io.slipway.filepull.FilePullProperties.StripTop;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.util.unit.DataSize;

class FilePullPropertiesTest {
    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(FilePullConfiguration.class)
            .withPropertyValues("slipway.file-pull.version-root=/v", "slipway.file-pull.backup-root=/b");

    @Test
    void onlyTheRootsAreNeeded() {
        worker.run(context -> assertThat(context.getBean(FilePullProperties.class))
                .isEqualTo(new FilePullProperties(
                        Path.of("/v"),
                        Path.of("/b"),
                        PullFixture.TEMPLATE,
                        "{versionRoot}/client/{project}/{areaCode}/{version}",
                        20_000,
                        DataSize.ofGigabytes(20),
                        DataSize.ofGigabytes(1),
                        2,
                        false,
                        false,
                        PackageFixture.TEMPLATE,
                        StripTop.AUTO,
                        PackageLimits.DEFAULT)));
        worker.run(context ->
                assertThat(context).hasSingleBean(PullFilesHandler.class).hasSingleBean(UnpackPackageHandler.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup-roots=/x",
                "max-files=0",
                "max-files=100001",
                "copy-threads=0",
                "version-root=",
                "max-bytes=much",
                "hot-server-source=/etc/{project}/{areaCode}/{version}",
                "hot-server-source={versionRoot}/../{project}/{areaCode}/{version}",
                "hot-server-source={versionRoot}/{project}/{version}",
                "hot-server-source={versionRoot}/{project}/{project}/{areaCode}/{version}",
                "package-template=/etc/{project}/{appType}/{version}",
                "package-template={versionRoot}/../{project}/{appType}/{version}",
                "package-template={versionRoot}/{project}/{version}",
                "package-template={versionRoot}/x{project}/{appType}/{version}",
                "package-template={versionRoot}/{appType}/{version}/{project}",
                "package-template={versionRoot}/{project}/{project}/{appType}/{version}",
                "strip-top=always",
                "package.max-files=0",
                "package.max-files=100001",
                "package.max-ratio=0",
                "package.max-bytes=much",
                "package.max-byte=1MB",
            })
    void wrongSettingStopsTheStart(String setting) {
        worker.withPropertyValues("slipway.file-pull." + setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void limitsOfPackagesAreSet() {
        worker.withPropertyValues(
                        "slipway.file-pull.package.max-files=7",
                        "slipway.file-pull.package.max-bytes=8MB",
                        "slipway.file-pull.package.max-ratio=9",
                        "slipway.file-pull.package.ratio-from=10KB",
                        "slipway.file-pull.strip-top=never",
                        "slipway.file-pull.package-template={versionRoot}/{project}/{version}/{appType}-deploy")
                .run(context -> {
                    FilePullProperties properties = context.getBean(FilePullProperties.class);
                    assertThat(properties.packageLimits())
                            .isEqualTo(new PackageLimits(7, DataSize.ofMegabytes(8), 9, DataSize.ofKilobytes(10)));
                    assertThat(properties.stripTop()).isEqualTo(StripTop.NEVER);
                });
    }

    @Test
    void messageOfAWrongTemplateQuotesIt() {
        assertThatThrownBy(() -> new SourceTemplate(Path.of("/v"), "{versionRoot}/{project}", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{versionRoot}/{project}");
    }
}
