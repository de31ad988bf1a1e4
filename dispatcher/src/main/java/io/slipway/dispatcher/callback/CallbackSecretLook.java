package io.slipway.dispatcher.callback;

import com.standardwebhooks.Webhook;
import io.slipway.check.SecretFileCheck;
import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.dispatcher.callback.CallbackEndpoints.Endpoint;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a project's callbacks can be signed: a careful file with a secret in the right form. */
public final class CallbackSecretLook {
    private final CallbackEndpoints endpoints;
    private final Site site;

    public CallbackSecretLook(CallbackEndpoints endpoints, Site site) {
        this.endpoints = endpoints;
        this.site = site;
    }

    public ProbeCell cell(String project) {
        Optional<Endpoint> endpoint = endpoints.asStored(project);
        String file = endpoint.map(Endpoint::secretFile).orElse(null);
        if (endpoint.isEmpty() || file == null) {
            return ProbeCell.notApplicable(
                    CheckName.CALLBACK_SECRET, "", new Words("回调不签名", "Callbacks are not signed"));
        }
        ProbeCell cell = new SecretFileCheck(CheckName.CALLBACK_SECRET, Path.of(file), site).look();
        return cell.result().stops() || usable(endpoint.get()) ? cell : malformed(file);
    }

    private static boolean usable(Endpoint endpoint) {
        try {
            new Webhook(endpoint.secret());
            return true;
        } catch (Exception e) { // the library says it in several ways
            return false;
        }
    }

    private ProbeCell malformed(String file) {
        return ProbeCell.noGo(
                CheckName.CALLBACK_SECRET,
                file,
                new Words("不是 whsec_ 加 Base64 的密钥", "Is not whsec_ and Base64"),
                site.run("printf 'whsec_%s\\n' \"$(head -c 24 /dev/urandom | base64)\" > " + file)
                        .then(new Words(" ,并把新密钥告诉 CMDB", " , and tell the CMDB the new secret")));
    }
}
