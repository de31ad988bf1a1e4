package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Project;
import io.slipway.job.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What projects still lack before they can be worked on. */
final class SetupNotes {
    private final SetupState state;
    private final Language language;
    private final List<String> notes = new ArrayList<>();

    private SetupNotes(SetupState state, Language language) {
        this.state = state;
        this.language = language;
    }

    static List<String> of(SetupState state, Set<String> projects, Language language) {
        SetupNotes notes = new SetupNotes(state, language);
        projects.forEach(notes::project);
        return notes.notes;
    }

    private void project(String code) {
        state.project(code)
                .ifPresentOrElse(
                        this::document,
                        () -> note(code + ": 还没有项目配置 (地区、主机)", code + ": no project document yet (areas, hosts)"));
        boolean relays = state.project(code).stream()
                .flatMap(project -> project.areas().stream())
                .anyMatch(area -> area.relay() != null);
        for (Role role : Role.values()) {
            if ((relays || role != Role.FILE_RELAY) && !mapped(role, code)) {
                note(
                        code + ": 没有 " + role.wire() + " 队列,请在 queue_mappings 中加入",
                        code + ": no " + role.wire() + " queue, add it to queue_mappings");
            }
        }
    }

    private void document(Project project) {
        for (Project.Area area : project.areas()) {
            String where = project.code() + "/" + area.name();
            if (area.hosts().isEmpty()) {
                note(where + ": 没有主机 (hosts),后端热更新会被拒绝", where + ": no hosts, server updates are refused");
            }
            if (area.rsyncManagers().isEmpty()) {
                note(
                        where + ": 没有 rsync 管理机 (rsync_managers),热更新会被拒绝",
                        where + ": no rsync_managers, hot updates are refused");
            }
        }
        if (project.callback() == null) {
            note(
                    project.code() + ": 没有回调地址 (callback),CMDB 不会收到结果",
                    project.code() + ": no callback, the CMDB is not told");
        }
        if (project.erlangCommands().isEmpty()) {
            note(
                    project.code() + ": 没有允许的 Erlang 命令 (erlang_commands)",
                    project.code() + ": no Erlang calls are allowed (erlang_commands)");
        }
    }

    /** By the project's mapping, or by those of all its areas. */
    private boolean mapped(Role role, String code) {
        MappingSnapshot snapshot = new MappingSnapshot(List.copyOf(state.allMappings()));
        List<String> areas = state.project(code).stream()
                .flatMap(project -> project.areas().stream())
                .map(Project.Area::name)
                .toList();
        return areas.isEmpty()
                ? snapshot.queueFor(role, code, "").isPresent()
                : areas.stream()
                        .allMatch(area -> snapshot.queueFor(role, code, area).isPresent());
    }

    private void note(String zh, String en) {
        notes.add(language.pick(zh, en));
    }
}
