package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangTerm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermCodecTest {
    static final String EVERY_SHAPE =
            "m:f(a, '', '热', 0, 255, 256, -1, 2147483647, 2147483648, -2147483648, -2147483649,"
                    + "123456789012345678901234567890, -16#ffffffffffffffffffffffffffffffff, 1.5, -0.0, <<>>, <<\"x\">>, \"热更\","
                    + "[], [[]], {}, {a,{b,[c]}}, #{a => 1, \"k\" => #{}}, " + "\"" + "y".repeat(300) + "\")";

    @Test
    void everyShapeSurvivesTheRoundTrip() throws Exception {
        for (ErlangTerm term : ErlangCallParser.parse(EVERY_SHAPE).args()) {
            assertThat(decode(TermWriter.encode(term))).isEqualTo(term);
        }
    }

    @Test
    void integersAndTuplesOfLargeFormSurviveTheRoundTrip() throws Exception {
        ErlangTerm big =
                new ErlangTerm.Int(java.math.BigInteger.ONE.shiftLeft(5000).negate());
        ErlangTerm[] items = new ErlangTerm[300];
        Arrays.fill(items, big);
        ErlangTerm tuple = ErlangTerm.tuple(items);
        assertThat(decode(TermWriter.encode(tuple))).isEqualTo(tuple);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "61", // integer without its byte
                "6c7fffffff6a", // list of two thousand million
                "6cffffffff6a", // negative count
                "697fffffff", // tuple
                "747fffffff", // map
                "7400000002610161", // map cut off
                "6d7fffffff00", // binary
                "6f7fffffff00", // integer of two thousand million bytes
                "6e0500ff", // integer cut off
                "6bffff00", // string cut off
                "77ff61", // atom cut off
                "467ff0000000000000", // infinity
                "70000000000000", // fun shorter than its own size field
                "58770161000000", // pid cut off
                "4d0000000508ff", // bit string cut off
                "5affff770161", // reference cut off
                "50000000ff", // compressed
                "52", // atom cache reference
                "ff"
            })
    void brokenBytesAreRefused(String hex) {
        assertThatThrownBy(() -> decode(HexFormat.of().parseHex(hex))).isInstanceOf(TermFormatException.class);
    }

    @Test
    void deepNestingIsRefusedWithoutOverflow() {
        byte[] deep = new byte[6 * 100_000];
        for (int i = 0; i < deep.length; i += 6) {
            deep[i] = 108;
            deep[i + 4] = 1;
            deep[i + 5] = 104;
        }
        assertThatThrownBy(() -> decode(deep)).isInstanceOf(TermFormatException.class);
        byte[] tuples = new byte[200_000];
        for (int i = 0; i < tuples.length; i += 2) {
            tuples[i] = 104;
            tuples[i + 1] = 1;
        }
        assertThatThrownBy(() -> decode(tuples)).hasMessageContaining("too large");
    }

    @Test
    void randomBytesNeverBreakTheReader() {
        Random random = new Random(20261121);
        byte[] tags = {70, 77, 88, 89, 90, 97, 98, 100, 103, 104, 105, 107, 108, 109, 110, 111, 112, 113, 114, 116, 119
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                int pick = random.nextInt(3);
                bytes[i] = pick == 0 ? tags[random.nextInt(tags.length)] : pick == 1 ? 0 : (byte) random.nextInt(256);
            }
            try {
                assertThat(decode(bytes)).isNotNull();
            } catch (TermFormatException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static ErlangTerm decode(byte[] bytes) throws TermFormatException {
        return new TermReader(ByteBuffer.wrap(bytes)).term();
    }
}
