package io.slipway.worker;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import java.util.function.Supplier;

/** One look at one thing. It changes nothing: no file is made, nothing is sent that has an effect. */
public interface ProbeCheck {
    /** Named in the grid where the look does not end in time. */
    CheckName name();

    /** As {@link #name}. */
    String subject();

    /**
     * Tells what it finds as it finds it; what was told before the time was up counts.
     *
     * @throws InterruptedException where the time is up
     */
    void look(ProbeFindings findings) throws InterruptedException;

    /** A quick look with one cell as its result. */
    static ProbeCheck of(CheckName name, String subject, Supplier<ProbeCell> look) {
        return new ProbeCheck() {
            @Override
            public CheckName name() {
                return name;
            }

            @Override
            public String subject() {
                return subject;
            }

            @Override
            public void look(ProbeFindings findings) {
                findings.add(look.get());
            }
        };
    }
}
