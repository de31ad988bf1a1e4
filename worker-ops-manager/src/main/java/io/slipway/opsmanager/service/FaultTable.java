package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;
import io.slipway.opsmanager.supervisor.FaultCode;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorFault;

/** What each fault of supervisord, and each way not to get an answer, means here. docs/service-control.md shows it. */
final class FaultTable {
    private FaultTable() {}

    /** What a fault says about a start or stop that was asked for. */
    static SteerAnswer answer(SupervisorFault fault) {
        return switch (fault.code()) {
            // The state decides: running after a start and down after a stop are what was asked for.
            case ALREADY_STARTED, NOT_RUNNING, SUCCESS, STILL_RUNNING, ALREADY_ADDED -> SteerAnswer.TAKEN;
            // It died while starting; supervisord may try again, so the state decides, and this tells why it did not.
            case ABNORMAL_TERMINATION, SPAWN_ERROR -> SteerAnswer.taken(named("启动失败", fault));
            case BAD_NAME ->
                SteerAnswer.refused(FailureCode.CONFIG, named("主机上没有这个进程,检查进程名;配置改动后需执行 supervisorctl update", fault));
            case UNKNOWN_METHOD, INCORRECT_PARAMETERS, BAD_ARGUMENTS, SIGNATURE_UNSUPPORTED, BAD_SIGNAL, CANT_REREAD ->
                SteerAnswer.refused(FailureCode.CONFIG, named("supervisord 不接受该调用,检查其版本与配置", fault));
            case SHUTDOWN_STATE -> SteerAnswer.refused(FailureCode.BUSY, named("supervisord 正在关闭,稍后重试", fault));
            case NO_FILE -> SteerAnswer.refused(FailureCode.PROCESS_FAILED, named("启动命令的文件不存在", fault));
            case NOT_EXECUTABLE -> SteerAnswer.refused(FailureCode.PROCESS_FAILED, named("启动命令不可执行", fault));
            case FAILED -> SteerAnswer.refused(FailureCode.PROCESS_FAILED, named("supervisord 执行失败", fault));
            case OTHER -> SteerAnswer.refused(FailureCode.REFUSED_BY_HOST, named("supervisord 拒绝", fault));
        };
    }

    /** Why a host could not be asked. */
    static HostTrouble trouble(SupervisorException e) {
        String said = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNREACHABLE -> trouble(FailureCode.UNREACHABLE, e, "主机不可达: " + said);
            case NO_ANSWER -> trouble(FailureCode.UNREACHABLE, e, "supervisord 无响应(可能卡死): " + said);
            case CUT_OFF -> trouble(FailureCode.UNREACHABLE, e, "连接中断: " + said);
            case AUTH -> trouble(FailureCode.AUTH, e, "用户名或密码被拒绝: " + said);
            case SECRET -> trouble(FailureCode.INSECURE_SECRET, e, said);
            case TOO_OLD -> trouble(FailureCode.CONFIG, e, "supervisord 版本过低,需 3.3.3 或以上: " + said);
            case SERVER_ERROR, BAD_ANSWER -> trouble(FailureCode.REFUSED_BY_HOST, e, "supervisord 的回答无法使用: " + said);
            case FAULT -> trouble(faultCode(e), e, "supervisord 拒绝: " + said);
        };
    }

    private static FailureCode faultCode(SupervisorException e) {
        return e instanceof SupervisorFault fault && fault.code() == FaultCode.SHUTDOWN_STATE
                ? FailureCode.BUSY
                : FailureCode.REFUSED_BY_HOST;
    }

    private static HostTrouble trouble(FailureCode code, SupervisorException e, String sentence) {
        return new HostTrouble(code, e.inDoubt(), sentence, e);
    }

    private static String named(String sentence, SupervisorFault fault) {
        return sentence + " (" + fault.code() + " " + fault.number() + ": " + fault.getMessage() + ")";
    }
}
