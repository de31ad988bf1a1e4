package io.slipway.erlang;

import java.math.BigInteger;

/** Reads {@code 1}, {@code -1}, {@code 16#ff}, {@code 1.5} and {@code 1.5e-3}. */
final class NumberReader {
    private static final int MAX_BASE = 36;

    private NumberReader() {}

    static ErlangTerm read(TokenReader in) throws InvalidErlangCallException {
        int start = in.position();
        String sign = in.peek() == '-' ? String.valueOf(in.take()) : "";
        String whole = digits(in, 10);
        ErlangTerm number;
        if (in.peek() == '#') {
            in.take();
            number = based(in, sign, whole, start);
        } else if (in.peek() == '.' && in.digitFollows()) {
            number = real(in, sign + whole, start);
        } else {
            number = new ErlangTerm.Int(new BigInteger(sign + whole));
        }
        if (TokenReader.isNameCharacter(in.peek()) || in.peek() == '#') {
            throw in.problem("not a number");
        }
        return number;
    }

    private static ErlangTerm based(TokenReader in, String sign, String base, int start)
            throws InvalidErlangCallException {
        int radix = base.length() <= 2 ? Integer.parseInt(base) : 0;
        if (radix < 2 || radix > MAX_BASE) {
            throw in.problemAt("the base of a number is 2 to 36", start);
        }
        String digits = digits(in, radix);
        if (digits.isEmpty()) {
            throw in.problem("digits of base " + radix + " are missing");
        }
        return new ErlangTerm.Int(new BigInteger(sign + digits, radix));
    }

    private static ErlangTerm real(TokenReader in, String whole, int start) throws InvalidErlangCallException {
        StringBuilder text = new StringBuilder(whole).append(in.take()).append(digits(in, 10));
        if (in.peek() == 'e' || in.peek() == 'E') {
            text.append(in.take());
            if (in.peek() == '-' || in.peek() == '+') {
                text.append(in.take());
            }
            String exponent = digits(in, 10);
            if (exponent.isEmpty()) {
                throw in.problem("the exponent has no digits");
            }
            text.append(exponent);
        }
        double value = Double.parseDouble(text.toString());
        if (!Double.isFinite(value)) {
            throw in.problemAt("the float is too large", start);
        }
        return new ErlangTerm.Real(value);
    }

    private static String digits(TokenReader in, int radix) {
        StringBuilder digits = new StringBuilder();
        while (in.peek() < 0x80 && Character.digit(in.peek(), radix) >= 0) {
            digits.append(in.take());
        }
        return digits.toString();
    }
}
