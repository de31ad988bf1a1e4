package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.RequestForm;
import io.slipway.dispatcher.store.Approval;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests that may need a yes, by their names. */
@Component
class ApprovalForms {
    private final Map<String, RequestForm> forms;
    private final JsonMapper json;

    ApprovalForms(List<RequestForm> forms, JsonMapper json) {
        this.forms = forms.stream()
                .filter(RequestForm::approvable)
                .collect(Collectors.toMap(RequestForm::name, Function.identity(), (a, b) -> a, TreeMap::new));
        this.json = json;
    }

    /** @return null, and a problem added, where there is no such request */
    @Nullable
    RequestForm find(String name, String pointer, FieldProblems problems) {
        RequestForm form = forms.get(name);
        if (form == null) {
            String known = String.join(", ", forms.keySet());
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE, pointer, "unknown_request", "应为其中之一: " + known, "One of " + known));
        }
        return form;
    }

    RequestForm of(Approval stored) {
        return Objects.requireNonNull(forms.get(stored.form()), stored.form());
    }

    /** @throws ProblemException fields below {@code /body} */
    CheckedRequest check(RequestForm form, Caller caller, String project, String area, JsonNode body) {
        try {
            caller.mustHold(form.role(), project);
            return form.check(caller, project, area, body);
        } catch (ProblemException e) {
            if (e.fields().isEmpty()) {
                throw e;
            }
            throw ProblemException.ofAll(e.fields().stream()
                    .map(field -> field.moved(field.pointer().isEmpty() ? "" : "/body" + field.pointer()))
                    .toList());
        }
    }

    /** What the request means now, as its requester would ask for it. */
    CheckedRequest again(Approval stored) {
        RequestForm form = of(stored);
        Caller requester = Caller.inProject(stored.requestedBy(), stored.project(), form.role());
        return form.check(requester, stored.project(), stored.areaCode(), json.readTree(stored.body()));
    }
}
