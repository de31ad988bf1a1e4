package io.slipway.opsmanager.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRpcTest {
    @Test
    void everyTypeOfAnAnswerIsRead() throws Exception {
        Object read = read("""
                <array><data><value><int>7</int></value><value><i4>-1</i4></value><value><boolean>1</boolean></value>
                <value><double>1.5</double></value><value>bare &lt;文&gt;</value><value><string>text</string></value>
                <value><struct><member><name>a</name><value><i8>5000000000</i8></value></member></struct></value>
                <value></value></data></array>""");

        assertThat(read).isEqualTo(List.of(7L, -1L, true, 1.5, "bare <文>", "text", Map.of("a", 5_000_000_000L), ""));
    }

    @Test
    void coloursAndCarriageReturnsComeThroughAsTheyAre() throws Exception {
        String log = "\u001b[31m红色\u001b[0m\r\n\u0000\u0007\tend";

        assertThat(read("<string>" + log + "</string>")).isEqualTo(log);
    }

    @Test
    void aFaultIsThrownWithItsCode() {
        String xml = "<?xml version='1.0'?><methodResponse><fault><value><struct><member><name>faultCode</name><value>"
                + "<int>10</int></value></member><member><name>faultString</name><value><string>BAD_NAME: x</string>"
                + "</value></member></struct></value></fault></methodResponse>";

        assertThatThrownBy(() -> XmlRpcReader.read(xml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SupervisorFault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.BAD_NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<html><body>502</body></html>",
                "<methodResponse/>",
                "<methodResponse><params/></methodResponse>",
                "<methodResponse><params><param><value><int>x</int></value></param></params></methodResponse>",
                "<methodResponse><params><param><value><date>1</date></value></param></params></methodResponse>",
                "<methodResponse><params><param><value><array><value/></array></value></param></params>",
                "<methodResponse><fault><value><int>1</int></value></fault></methodResponse>",
                "<methodResponse><params><param><value><string>cut",
            })
    void whatIsNoAnswerIsMalformed(String body) {
        assertThatThrownBy(() -> XmlRpcReader.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void anEntityFromOutsideIsNotRead() {
        String body = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                + "<methodResponse><params><param><value>&x;</value></param></params></methodResponse>";

        assertThatThrownBy(() -> XmlRpcReader.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void nestingIsBounded() {
        String deep = "<array><data><value>".repeat(100_000);

        assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void namesAreEscaped() {
        byte[] written = XmlRpcWriter.write(SupervisorCall.of(SupervisorMethod.START, "a<&>b", false));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .contains("<string>a&lt;&amp;&gt;b</string>")
                .contains("<boolean>0</boolean>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supervisor.supervisord.options.execve",
                "supervisor.supervisord.options.warnings.linecache.os.system",
                "supervisor.shutdown",
                "supervisor.sendRemoteCommEvent",
                "system.listMethods",
                "",
            })
    void noOtherMethodCanBeNamed(String method) {
        assertThatThrownBy(() -> SupervisorMethod.of(method)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.3.3", "3.3.3.post1", "3.3.4", "3.4.0", "4.0", "4.2.5", "10.0.0"})
    void safeVersionsAreSpokenTo(String version) {
        assertThat(SupervisorVersion.isSafe(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.3.2", "3.3", "3.2.9", "3.1.3", "2.9.9", "", "x", "99999.1"})
    void otherVersionsAreNot(String version) {
        assertThat(SupervisorVersion.isSafe(version)).isFalse();
    }

    private static Object read(String value) throws Exception {
        String body = "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>" + value
                + "</value>\n</param>\n</params>\n</methodResponse>\n";
        return XmlRpcReader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
