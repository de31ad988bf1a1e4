package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.Secret;
import io.slipway.secret.SecretFile;
import java.nio.file.Path;
import java.util.Optional;

/** Passwords of sources, from files below one directory: no other secret of the dispatcher can be sent to a source. */
public final class SourcePassword {
    private final VersionsProperties properties;

    public SourcePassword(VersionsProperties properties) {
        this.properties = properties;
    }

    /** Empty where the source has none. */
    public Optional<Secret> of(SourceSettings settings) throws SourceFailedException {
        String file = settings.passwordFile();
        if (file == null) {
            return Optional.empty();
        }
        Path path = Path.of(file);
        if (!properties.insideSecrets(path)) {
            throw TroubleCode.NOT_ALLOWED.failed(file, "slipway.versions.secrets");
        }
        try {
            return Optional.of(SecretFile.read(path));
        } catch (InsecureSecretException e) {
            throw TroubleCode.SECRET_UNUSABLE.failed(file, String.valueOf(e.getMessage()));
        }
    }
}
