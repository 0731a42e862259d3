package org.sluice.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.core.credit.CreditException;
import org.sluice.core.credit.CreditOffer;
import org.sluice.core.credit.CreditTerms;

/**
 * What a server answered to the offer of credit (docs/flow-control.md, 2), which every connect of ours makes.
 *
 * @param terms empty where there is no credit
 * @param fault what is wrong with the answer, if anything is
 */
record Credit(Optional<CreditTerms> terms, Optional<String> fault) {

    /** Reads the server's headers, in any letter case, as the answer to what was offered. */
    static Credit agreed(CreditOffer own, Map<String, List<String>> headers) {
        List<String> values = headers.entrySet().stream()
                .filter(header -> CreditOffer.HEADER.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .toList();
        try {
            return new Credit(CreditTerms.of(own, CreditOffer.read(values)), Optional.empty());
        } catch (CreditException e) {
            return new Credit(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
